import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/**
 * Writes snippets/patterns/generated.txt anew: contexts of random patterns, includes and caller ids, and numbers that are sought in them. Which extension
 * was found shows in its Return(). Each number is a case of its own with few patterns, so that what differs is small already.
 */

const digit = fc.constantFrom(...'0123456789');
const sign = fc.oneof(
  { weight: 6, arbitrary: digit },
  { weight: 5, arbitrary: fc.constantFrom('X', 'Z', 'N', 'x', 'z', 'n') },
  {
    weight: 4,
    arbitrary: fc.constantFrom('[1-3]', '[24-6]', '[0-9]', '[5]', '[13579]', '[a-c]', '[4-4]', '[-1]', '[X]'),
  },
  { weight: 1, arbitrary: fc.constantFrom('-', 'a', 'b', '*', '#', '+') },
);
const pattern = fc
  .tuple(fc.array(sign, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '', '.', '!', 'X', '.'))
  .map(([signs, end]) => `_${signs.join('')}${end}`);
const literal = fc.array(digit, { minLength: 1, maxLength: 4 }).map((digits) => digits.join(''));
const extension = fc.oneof(
  { weight: 5, arbitrary: pattern },
  { weight: 2, arbitrary: literal },
  { weight: 1, arbitrary: fc.constantFrom('_.', '_!', '_X.', '_X!', '_[2-4].') },
);
const caller = fc.constantFrom('', '', '', '', '/12', '/_1X', '/_2.', '/');

interface Context {
  readonly extensions: readonly string[];
  readonly included: readonly string[];
  readonly numbers: readonly string[];
  readonly caller: string;
}

/** A number that a pattern may match: its signs taken at their word, sometimes with one more digit or one less. */
function numberFor(text: string, pick: number): string {
  const signs =
    text
      .replace(/^_/, '')
      .replace(/\/.*/, '')
      .match(/\[[^\]]*\]|./g) ?? [];
  const made = signs.map((one, index) => {
    const choice = (pick >> index) % 10;
    if (/^x$/i.test(one)) return String(choice);
    if (/^z$/i.test(one)) return String(1 + (choice % 9));
    if (/^n$/i.test(one)) return String(2 + (choice % 8));
    if (one.startsWith('[')) return one.charAt(1 + (choice % (one.length - 2)));
    if (one === '.' || one === '!') return choice < 5 ? '' : '47'.slice(0, 1 + (choice % 2));
    return one;
  });
  const number = made.join('');
  return pick % 7 === 0 ? `${number}5` : pick % 11 === 0 ? number.slice(0, -1) : number;
}

const context: fc.Arbitrary<Context> = fc
  .record({
    extensions: fc.array(
      fc.tuple(extension, caller).map(([text, who]) => text + who),
      { minLength: 2, maxLength: 5 },
    ),
    included: fc.array(extension, { maxLength: 2 }),
    picks: fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 5, maxLength: 5 }),
    caller: fc.constantFrom('', '12', '2345'),
  })
  .map(({ extensions, included, picks, caller: from }) => ({
    extensions,
    included,
    caller: from,
    numbers: picks.map((pick) => {
      const all = [...extensions, ...included];
      return numberFor(all[pick % all.length] ?? '', pick);
    }),
  }));

const seed = Number(process.argv[2] ?? 1);
const samples = fc.sample(context, { numRuns: 60, seed });
const lines: string[] = [`; written by generate-patterns.ts ${seed}`];
const contexts: string[] = [];
for (const [index, { extensions, included, numbers, caller: from }] of samples.entries()) {
  lines.push(`! Set(CALLERID(num)=${from})`);
  for (const number of new Set(numbers))
    if (/^[^,]+$/.test(number))
      lines.push(`! GosubIf($[\${DIALPLAN_EXISTS(p${index},${number},1)}]?p${index},${number},1)`);
  const written = (list: readonly string[]): string[] =>
    [...new Set(list)].map((one) => `exten => ${one},1,Return(${one.replaceAll('/', ' from ')})`);
  contexts.push(`[p${index}]`, ...written(extensions));
  if (included.length > 0) contexts.push(`include => i${index}`, `[i${index}]`, ...written(included));
}
writeFileSync(join(import.meta.dirname, 'snippets/patterns/generated.txt'), `${[...lines, ...contexts].join('\n')}\n`);
