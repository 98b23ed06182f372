import type { LongDouble } from './extended.ts';
import * as extended from './extended.ts';

/** A function of C's mathematics, and how many numbers it takes. */
interface Elementary {
  readonly takes: 1 | 2;
  readonly of: (a: LongDouble, b: LongDouble) => LongDouble;
}

const one = (of: (a: LongDouble) => LongDouble): Elementary => ({ takes: 1, of });
const inDoubles = (of: (a: number) => number): Elementary => one((a) => of(extended.toNumber(a)));

/**
 * The functions that an expression knows besides those of the dialplan: `$[FLOOR(2.5)]`.
 * Deviation: the transcendental ones are those of JavaScript, so that digits behind the sixteenth may differ.
 */
const FUNCTIONS: ReadonlyMap<string, Elementary> = new Map([
  ['TRUNC', one((a) => extended.rounded(a, 'trunc'))],
  ['FLOOR', one((a) => extended.rounded(a, 'floor'))],
  ['CEIL', one((a) => extended.rounded(a, 'ceil'))],
  ['ROUND', one((a) => extended.rounded(a, 'round'))],
  ['RINT', one((a) => extended.rounded(a, 'rint'))],
  ['SQRT', one(extended.squareRoot)],
  ['COS', inDoubles(Math.cos)],
  ['SIN', inDoubles(Math.sin)],
  ['TAN', inDoubles(Math.tan)],
  ['ACOS', inDoubles(Math.acos)],
  ['ASIN', inDoubles(Math.asin)],
  ['ATAN', inDoubles(Math.atan)],
  ['ATAN2', { takes: 2, of: (a, b) => Math.atan2(extended.toNumber(a), extended.toNumber(b)) }],
  ['EXP', inDoubles(Math.exp)],
  ['EXP2', one((a) => power(2, a))],
  ['EXP10', one((a) => power(10, a))],
  ['LOG', inDoubles(Math.log)],
  ['LOG2', inDoubles(Math.log2)],
  ['LOG10', inDoubles(Math.log10)],
  ['POW', { takes: 2, of: power }],
  ['REMAINDER', { takes: 2, of: (a, b) => (extended.isZero(b) ? Number.NaN : extended.nearestRemainder(a, b)) }],
]);

/** Up to here powers are found by multiplying. */
const WHOLE_POWER_LIMIT = 1024;

function power(base: LongDouble, exponent: LongDouble): LongDouble {
  const wanted = extended.toNumber(exponent);
  if (!Number.isInteger(wanted) || Math.abs(wanted) > WHOLE_POWER_LIMIT) return extended.toNumber(base) ** wanted;
  let result: LongDouble = 1;
  let square = base;
  for (let left = Math.abs(wanted); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = extended.multiply(result, square);
    square = extended.multiply(square, square);
  }
  return wanted >= 0 ? result : extended.isZero(result) ? Number.POSITIVE_INFINITY : extended.divide(1, result);
}

/** What a function of that name gives for arguments parted by commas; `wrong` where there are too many or too few. Undefined where there is none. */
export function elementaryFunction(name: string, args: string): LongDouble | 'wrong' | undefined {
  const found = FUNCTIONS.get(name);
  if (!found) return undefined;
  const parts = args.split(',');
  if (parts.length !== found.takes) return 'wrong';
  const [a = 0, b = 0] = parts.map(numberIn);
  return found.of(a, b);
}

/** An argument is a number as it is written or was computed; every other text counts as 0. */
function numberIn(text: string): LongDouble {
  const [, sign, digits, exponent] = /^(-?)([\d.]+)(?:e([+-]\d{1,4}))?$/.exec(text) ?? [];
  if (digits === undefined) return 0;
  const number = extended.multiply(extended.leadingLongDouble(digits), power(10, Number(exponent ?? 0)));
  return sign === '-' ? extended.negate(number) : number;
}
