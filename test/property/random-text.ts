import fc from 'fast-check';

/** What arguments are made of, and what upsets those who take them apart. */
const PIECES = [
  ...',,,,|&^=:@()[]{}<>"\'\\;%#*!?$~ -+.0179',
  '${',
  '$[',
  '((',
  '))',
  '😀',
  'é',
  '\n',
  '\t',
  '\0',
  '\u{ffff}',
  'a',
  'x',
  'default',
  's',
  '100',
  '-1',
  '99999999999',
  '1e309',
  'NaN',
  '__proto__',
  'Local_',
  'b(',
  'G(',
  'S(1)',
  'U(x^1)',
];

const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((parts) => parts.join(''));
const bytes = fc.uint8Array({ maxLength: 64 }).map((raw) => Buffer.from(raw).toString('latin1'));
const long = fc.tuple(fc.constantFrom(...PIECES, 'a,', '/', '../'), pieces).map(([piece, rest]) => {
  const unit = piece + rest;
  return unit.repeat(Math.ceil(8192 / unit.length)).slice(0, 8192);
});
const nested = fc
  .tuple(fc.constantFrom('()', '[]', '{}', '<>'), fc.integer({ min: 1, max: 60 }), pieces, fc.boolean())
  .map(
    ([[open = '', close = ''], deep, inside, closed]) =>
      `${open.repeat(deep)}${inside}${closed ? close.repeat(deep) : ''}`,
  );
const list = fc
  .array(fc.oneof(pieces, bytes, fc.constantFrom('', 'a', '1', 'x')), { maxLength: 6 })
  .map((parts) => parts.join(','));

const anything = fc.oneof(pieces, bytes, long, nested, list).map(harmless);

/** What writes a file stays in its folder: a slash is only between names, and no name leads up. */
function harmless(text: string): string {
  return text.replaceAll('..', '._').replaceAll(/(?<!\w)\//g, '_');
}

const how = { numRuns: 12, seed: 1 };

/** Texts that nobody would write, always the same: random bytes, 8 KB, nested brackets, commas, quotes, emoji. */
export const randomTexts: readonly string[] = fc.sample(anything, how);

/** Two such texts each. */
export const randomPairs: ReadonlyArray<readonly [string, string]> = fc.sample(fc.tuple(anything, anything), how);

/** Texts as a failed test names them. */
export function shown(...texts: readonly string[]): string {
  return texts
    .map((text) => `${JSON.stringify(text.slice(0, 100))}${text.length > 100 ? `… of ${text.length}` : ''}`)
    .join(' ');
}
