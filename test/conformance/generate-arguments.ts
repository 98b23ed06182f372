import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/**
 * Writes snippets/arguments/generated.txt and snippets/substitution/generated.txt anew: random texts with quotes, backslashes, brackets and commas as the
 * arguments of what splits them, and random substrings.
 */

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', '12', 'x y', ' ') },
  { weight: 3, arbitrary: fc.constant(',') },
  { weight: 2, arbitrary: fc.constantFrom('"', '\\', '\\,', '\\"', '\\\\') },
  { weight: 2, arbitrary: fc.constantFrom('(', ')', '[', ']', '(a,b)', '[a,b]', '"a,b"') },
  { weight: 1, arbitrary: fc.constantFrom('=', '^', '|', '&', ':', '?', '@', '/', '-', '\\n', '\\t', '\\x41', ';') },
);
const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));

const seed = Number(process.argv[2] ?? 1);
const texts = fc.sample(text, { numRuns: 60, seed });
const shown = (name: string): string => `= <\${${name}1}><\${${name}2}><\${${name}3}>`;
/** Each starts from nothing, so that what one text leaves is not the next one's. */
const FORMS: ReadonlyArray<(one: string) => readonly string[]> = [
  (one) => [`! Gosub(sub,s,1(${one}))`],
  (one) => ['! MSet(a1=,a2=,a3=)', `! Set(ARRAY(a1,a2,a3)=${one})`, shown('a')],
  (one) => ['! MSet(m1=,m2=,m3=)', `! MSet(m1=${one})`, shown('m')],
  (one) => ['! MSet(e1=,e2=,e3=)', `! ExecIf(1?Set(e1=${one}):Set(e2=no))`, shown('e')],
  (one) => ['! Set(x1=)', `! Exec(Set(x1=${one}))`, shown('x')],
  (one) => [`! Macro(show,${one})`],
  (one) => [`= \${IF(1?${one}:no)}`],
  (one) => [`= \${STRREPLACE(ABC,b,${one})}`],
  (one) => [`= \${CUT(LST,${one})}`],
  (one) => [`= \${LEN(${one})}`],
];
const lines = texts.flatMap((one, index) =>
  [0, 3, 7].flatMap((step) => FORMS[(index + step) % FORMS.length]?.(one) ?? []),
);
const CONTEXTS = [
  '[sub]',
  'exten => s,1,NoOp(${ARGC}<${ARG1}><${ARG2}><${ARG3}><${ARG4}>)',
  ' same => n,Return()',
  '[macro-show]',
  'exten => s,1,NoOp(<${ARG1}><${ARG2}><${ARG3}><${ARG4}>)',
];

const offset = fc.constantFrom(
  '',
  '0',
  '1',
  '3',
  '-1',
  '-3',
  '9',
  '10',
  '11',
  '-10',
  '-12',
  '${N1}',
  '$[1+1]',
  'a',
  ' 2',
);
const substring = fc
  .tuple(
    fc.constantFrom('ABC', 'LST', 'SP', 'N1', 'EMPTY', 'NOSUCH', 'TOUPPER(${ABC})', 'LEN(${LST})', 'G1', 'EXTEN'),
    offset,
    fc.option(offset),
  )
  .map(([name, from, length]) => `\${${name}:${from}${length === null ? '' : `:${length}`}}`);
const surrounded = fc
  .tuple(
    fc.constantFrom('', 'a', '[', '$', '{', '$['),
    substring,
    fc.constantFrom('', 'z', ']', '}', '$', '\\'),
    fc.option(substring),
  )
  .map(
    ([before, one, after, two]) =>
      `= ${before === '$[' ? '$["' : before}${one}${before === '$[' ? '" = "b"]' : after}${two ?? ''}`,
  );

function write(family: string, content: readonly string[]): void {
  const folder = join(import.meta.dirname, 'snippets', family);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'generated.txt'),
    `${[`; written by generate-arguments.ts ${seed}`, ...content].join('\n')}\n`,
  );
}

write('arguments', [...lines, ...CONTEXTS]);
write('substitution', [...new Set(fc.sample(surrounded, { numRuns: 120, seed }))]);
