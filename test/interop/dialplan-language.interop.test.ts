import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { asteriskTarget, type Running } from '../../bench/target.ts';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { openDialplan } from '../support/dialplan-house.ts';

const asterisk = asteriskTarget();

const MODULES = [
  'pbx_config',
  'res_clioriginate',
  'func_strings',
  'func_math',
  'func_cut',
  'func_logic',
  'func_uri',
  'func_global',
  'func_dialplan',
  'app_stack',
];
const MODULES_CONF = ['[modules]', 'autoload=no', ...MODULES.map((name) => `load => ${name}.so`), ''].join('\n');

const VARIABLES = [
  'ABC=abcdefghij',
  'N=1',
  'M=-7',
  'EMPTY=',
  'DEC=3.25',
  'LIST=a,b,,d',
  'PATH=1555-a-b',
  'WORDS=two words',
];

// Texts are put together at random, always the same ones for a seed.
const number = fc.constantFrom('0', '1', '2', '7', '10', '007', '3.25', '0.1', '1e3', '123456789012345678', '-4');
const word = fc.constantFrom('abc', 'ABC', '"abc"', '"10"', '""', '"a b"', 'a.c', 'é', '_x');
const reference = fc.constantFrom(
  '${N}',
  '${M}',
  '${ABC}',
  '${EMPTY}',
  '${DEC}',
  '"${WORDS}"',
  '"${EMPTY}"',
  '${ABC:2:3}',
  '${NOSUCH}',
);
const operator = fc.constantFrom(
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '|',
  '&',
  ':',
  '=~',
  '~~',
  '||',
  '==',
);
const expression = fc.letrec<{ node: string; operand: string }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small' },
    number,
    word,
    reference,
    tie('node').map((inner) => `(${inner})`),
  ),
  node: fc.oneof(
    { depthSize: 'small' },
    tie('operand'),
    fc.tuple(tie('operand'), operator, tie('operand')).map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.tuple(tie('operand'), operator, tie('operand')).map(([a, op, b]) => `${a}${op}${b}`),
    tie('operand').map((inner) => `!${inner}`),
    tie('operand').map((inner) => `-${inner}`),
    fc.tuple(tie('operand'), tie('operand'), tie('operand')).map(([a, b, c]) => `${a} ? ${b} :: ${c}`),
  ),
})).node;
const offset = fc.integer({ min: -12, max: 12 });
const substring = fc
  .tuple(fc.constantFrom('ABC', 'LIST', 'EMPTY', 'WORDS'), offset, fc.option(offset))
  .map(([name, from, length]) => `\${${name}:${from}${length === null ? '' : `:${length}`}}`);
const piece = fc.constantFrom('a', 'b', '-', ',', '\\,', ' ', '1', '5', 'two', '"', '${N}');
const free = fc.array(piece, { maxLength: 4 }).map((all) => all.join(''));
const call = fc.oneof(
  free.map((text) => `\${LEN(${text})}`),
  free.map((text) => `\${TOUPPER(${text})}`),
  fc
    .tuple(
      fc.constantFrom('PATH', 'LIST'),
      fc.constantFrom('-', '\\,', '5', ''),
      fc.constantFrom('1', '2-', '-2', '1&3', '9', '2-3'),
    )
    .map(([name, delimiter, fields]) => `\${CUT(${name},${delimiter},${fields})}`),
  fc
    .tuple(fc.constantFrom('a-z', '0-9', 'ab', '\\x41-Z', 'a-c1'), free)
    .map(([set, text]) => `\${FILTER(${set},${text})}`),
  fc.tuple(fc.constantFrom('0', '1', '', 'abc', '${N}'), free, free).map(([c, a, b]) => `\${IF(${c}?${a}:${b})}`),
  fc
    .tuple(fc.constantFrom('PATH', 'LIST', 'NOSUCH'), fc.constantFrom('-', '\\,', 'a'))
    .map(([n, d]) => `\${FIELDQTY(${n},${d})}`),
  fc
    .tuple(number, fc.constantFrom('+', '-', '*', '/', '%', '<', '>='), number)
    .map(([a, op, b]) => `\${MATH(${a}${op}${b})}`),
  free.map((text) => `\${URIENCODE(${text})}`),
  fc
    .tuple(fc.constantFrom('[0-9]+', '^a', 'b$', 'a|b', '(a)(b)?'), free)
    .map(([re, text]) => `\${REGEX("${re}" ${text})}`),
);
const SEED = Number(process.env['DIALPLAN_SEED'] ?? 7);
const texts = fc.oneof(
  { weight: 7, arbitrary: expression.map((inner) => `$[${inner}]`) },
  { weight: 2, arbitrary: substring },
  { weight: 5, arbitrary: call },
);

/** A few runs of many cases each; what differs is shrunk to the case, and to the part of it, that matters. */
const HOW: fc.Parameters<unknown> = {
  seed: SEED,
  numRuns: 6,
  interruptAfterTimeLimit: 120_000,
  markInterruptAsFailure: true,
};

/** Each assignment sets a global variable `R` and its number. */
function dialplan(steps: readonly string[], contexts: readonly string[]): string {
  const lines = [...steps, `Set(GLOBAL(READY)=${tries})`].map((step) => ` same => n,${step}`);
  return ['[general]', 'clearglobalvars=yes', '[probe]', 'exten => s,1,NoOp()', ...lines, ...contexts, ''].join('\n');
}

function results(listing: string): Map<number, string> {
  return new Map(
    [...listing.matchAll(/^ {3}R(\d+)=<(.*)>$/gm)].map(([, index, value]) => [Number(index), value ?? '']),
  );
}

/** What both make of a dialplan: the global variables by number. */
interface Both {
  readonly theirs: Map<number, string>;
  readonly ours: Map<number, string>;
}

let running: Running | undefined;
let tries = 0;

afterAll(() => running?.stop());

async function theirListing(conf: string): Promise<string> {
  const files = { 'modules.conf': MODULES_CONF, 'logger.conf': '[general]\n[logfiles]\n', 'extensions.conf': conf };
  if (running) {
    writeFileSync(join(dirname(dirname(running.spool)), 'etc', 'extensions.conf'), conf);
    await running.rxAside('dialplan reload');
  } else running = await asterisk?.start(files);
  await running?.rxAside('channel originate Local/s@probe/n application Wait 1');
  for (const start = performance.now(); performance.now() - start < 30_000; ) {
    const listing = (await running?.rxAside('dialplan show globals')) ?? '';
    if (listing.includes(`READY=${tries}\n`)) return listing;
  }
  // what still runs must not write into the next try
  await running?.stop();
  running = undefined;
  throw new Error('the call on Asterisk does not end');
}

async function runBoth(steps: readonly string[], contexts: readonly string[] = []): Promise<Both> {
  tries++;
  const conf = dialplan(steps, contexts);
  const theirs = results(await theirListing(conf));
  const house = await openDialplan(conf, { verbosity: 0 });
  await house.call('s', 'probe');
  const { text } = await house.test.pbx.ports.use(commandsPort).run('dialplan show globals');
  await house.close();
  return { theirs, ours: results(text) };
}

/** What differs, a line each. */
function differing(cases: readonly string[], { theirs, ours }: Both): string[] {
  expect(theirs.size).toBe(cases.length);
  return cases.flatMap((what, i) =>
    theirs.get(i) === ours.get(i) ? [] : [`${what}: Asterisk ${theirs.get(i)}, we ${ours.get(i)}`],
  );
}

test.skipIf(!asterisk)('random texts have the values that they have in Asterisk', async () => {
  const property = fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 1000, size: 'max' }), async (cases) => {
    const sets = [...VARIABLES, ...cases.map((text, i) => `GLOBAL(R${i})=<${text.replaceAll(';', '\\;')}>`)];
    expect(differing(cases, await runBoth(sets.map((one) => `Set(${one})`)))).toEqual([]);
  });
  await fc.assert(property, HOW);
});

const position = fc.constantFrom('1', '2', '3', 'a', 'X', 'Z', 'N', 'x', '[12]', '[1-3]', '[23a]', '[2-49]', '-');
const pattern = fc
  .tuple(fc.array(position, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '', '', '.', '!'))
  .map(([positions, end]) => `_${positions.join('')}${end}`);
const literal = fc
  .array(fc.constantFrom('1', '2', '3', 'a', '-'), { minLength: 1, maxLength: 4 })
  .map((all) => `1${all.join('')}`);
const extensions = fc.uniqueArray(fc.oneof(pattern, pattern, literal), { minLength: 1, maxLength: 12, size: 'max' });
const digits = fc
  .array(fc.constantFrom('1', '2', '3', '4', '9', 'a', '-'), { minLength: 1, maxLength: 5 })
  .map((all) => `1${all.join('')}`);

test.skipIf(!asterisk)('random digits reach the extension that they reach in Asterisk', async () => {
  const context = fc.tuple(extensions, fc.array(digits, { minLength: 1, maxLength: 12, size: 'max' }));
  const property = fc.asyncProperty(
    fc.array(context, { minLength: 1, maxLength: 60, size: 'max' }),
    async (contexts) => {
      const steps: string[] = [];
      const sections: string[] = [];
      const asked: string[] = [];
      for (const [number, [names, dialled]] of contexts.entries()) {
        sections.push(`[c${number}]`, ...names.map((name) => `exten => ${name},1,Return(${name})`));
        for (const one of dialled) {
          steps.push(
            'Set(GOSUB_RETVAL=none)',
            `GosubIf(\${DIALPLAN_EXISTS(c${number},${one},1)}?c${number},${one},1)`,
            `Set(GLOBAL(R${asked.length})=<\${GOSUB_RETVAL}>)`,
          );
          asked.push(`${one} among ${names.join(' ')}`);
        }
      }
      expect(differing(asked, await runBoth(steps, sections))).toEqual([]);
    },
  );
  await fc.assert(property, HOW);
});
