import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asteriskTarget } from '../../bench/target.ts';
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
// Not among them: texts such as `1.`, which count as numbers in Asterisk once two are joined.
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
const TEXTS = [
  ...fc.sample(
    expression.map((inner) => `$[${inner}]`),
    { numRuns: 700, seed: SEED },
  ),
  ...fc.sample(substring, { numRuns: 150, seed: SEED }),
  ...fc.sample(call, { numRuns: 500, seed: SEED }),
];

/** Each assignment sets a global variable `R` and its number. */
function dialplan(steps: readonly string[], contexts: readonly string[] = []): string {
  const lines = [...steps, 'Set(GLOBAL(READY)=yes)'].map((step) => ` same => n,${step}`);
  return ['[probe]', 'exten => s,1,NoOp()', ...lines, ...contexts, ''].join('\n');
}

function results(listing: string): Map<number, string> {
  return new Map(
    [...listing.matchAll(/^ {3}R(\d+)=<(.*)>$/gm)].map(([, index, value]) => [Number(index), value ?? '']),
  );
}

/** What both make of a dialplan: the global variables by number. */
async function runBoth(conf: string): Promise<{ theirs: Map<number, string>; ours: Map<number, string> }> {
  const running = await asterisk?.start({
    'modules.conf': MODULES_CONF,
    'extensions.conf': conf,
    'logger.conf': '[general]\n[logfiles]\n',
  });
  let listing = '';
  try {
    running?.rx('channel originate Local/s@probe/n application Wait 1');
    for (let attempt = 0; attempt < 100 && !listing.includes('READY=yes'); attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      listing = running?.rx('dialplan show globals') ?? '';
    }
  } finally {
    await running?.stop();
  }
  const house = await openDialplan(conf, { verbosity: 0 });
  await house.call('s', 'probe');
  const { text } = await house.test.pbx.ports.use(commandsPort).run('dialplan show globals');
  await house.close();
  return { theirs: results(listing), ours: results(text) };
}

test.skipIf(!asterisk)('random texts have the values that they have in Asterisk', async () => {
  const sets = [...VARIABLES, ...TEXTS.map((text, i) => `GLOBAL(R${i})=<${text.replaceAll(';', '\\;')}>`)];
  const { theirs, ours } = await runBoth(dialplan(sets.map((one) => `Set(${one})`)));
  expect(theirs.size).toBe(TEXTS.length);
  const differing = TEXTS.flatMap((text, i) =>
    theirs.get(i) === ours.get(i) ? [] : [`${text}: Asterisk ${theirs.get(i)}, we ${ours.get(i)}`],
  );
  expect(differing).toEqual([]);
});

const position = fc.constantFrom('1', '2', '3', 'a', 'X', 'Z', 'N', 'x', '[12]', '[1-3]', '[23a]', '[2-49]', '-');
const pattern = fc
  .tuple(fc.array(position, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '', '', '.', '!'))
  .map(([positions, end]) => `_${positions.join('')}${end}`);
const literal = fc
  .array(fc.constantFrom('1', '2', '3', 'a', '-'), { minLength: 1, maxLength: 4 })
  .map((all) => `1${all.join('')}`);
const extensions = fc.uniqueArray(fc.oneof(pattern, pattern, literal), { minLength: 3, maxLength: 12 });
const digits = fc
  .array(fc.constantFrom('1', '2', '3', '4', '9', 'a', '-'), { minLength: 1, maxLength: 5 })
  .map((all) => `1${all.join('')}`);

test.skipIf(!asterisk)('random digits reach the extension that they reach in Asterisk', async () => {
  const contexts = fc.sample(fc.tuple(extensions, fc.array(digits, { minLength: 12, maxLength: 12 })), {
    numRuns: 60,
    seed: SEED,
  });
  const steps: string[] = [];
  const sections: string[] = [];
  const asked: string[] = [];
  for (const [number, [names, dialled]] of contexts.entries()) {
    sections.push(`[c${number}]`, ...names.map((name) => `exten => ${name},1,Return(${name})`));
    for (const one of dialled) {
      steps.push('Set(GOSUB_RETVAL=none)', `GosubIf(\${DIALPLAN_EXISTS(c${number},${one},1)}?c${number},${one},1)`);
      steps.push(`Set(GLOBAL(R${asked.length})=<\${GOSUB_RETVAL}>)`);
      asked.push(`${one} among ${names.join(' ')}`);
    }
  }
  const { theirs, ours } = await runBoth(dialplan(steps, sections));
  expect(theirs.size).toBe(asked.length);
  const differing = asked.flatMap((what, i) =>
    theirs.get(i) === ours.get(i) ? [] : [`${what}: Asterisk ${theirs.get(i)}, we ${ours.get(i)}`],
  );
  expect(differing).toEqual([]);
});
