/**
 * A number as `$[…]` computes with: the 80-bit extended precision of a C `long double` on x86 (64 bits of mantissa,
 * round to nearest even). Every value that a JavaScript number holds exactly is kept as one, so that the usual integers
 * cost nothing; the rest is an {@link Extended}. Overflow gives ±Infinity.
 */
export type LongDouble = number | Extended;

/** `±mantissa × 2^exponent`, with a mantissa of exactly 64 bits. Made only by this file. */
export interface Extended {
  readonly negative: boolean;
  readonly mantissa: bigint;
  readonly exponent: number;
}

const MANTISSA_BITS = 64;
const LARGEST_EXPONENT = 16384;
const SMALLEST_EXPONENT = -16445;
const SIGNIFICANT_DIGITS = 18;
const SAFE = Number.MAX_SAFE_INTEGER;

/** The text of a decimal number: digits, optionally a point and more digits. Returns undefined for anything else. */
export function parseLongDouble(text: string): LongDouble | undefined {
  const length = text.length;
  if (length === 0) return undefined;
  let value = 0;
  let at = 0;
  for (; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === length && length < 16) return value;
  if (at === 0) return undefined;
  if (at < length && !/^\.\d+$/.test(text.slice(at))) return undefined;
  const fraction = text.slice(at + 1).replace(/0+$/, '');
  const digits = BigInt(text.slice(0, at) + fraction);
  return fromRatio(false, digits, 10n ** BigInt(fraction.length));
}

/** The number that a text of digits and points begins with: `3.250.1` is 3.25, a point alone 0. */
export function leadingLongDouble(text: string): LongDouble {
  const [, whole = '', fraction = ''] = /^(\d*)\.?(\d*)/.exec(text) ?? [];
  return parseLongDouble(`${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`) ?? 0;
}

/** a + b */
export function add(a: LongDouble, b: LongDouble): LongDouble {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if ((Number.isInteger(a) && Number.isInteger(b) && Math.abs(sum) <= SAFE) || !Number.isFinite(sum)) return sum;
  }
  if (!hasSize(a) || !hasSize(b)) return Number(hasSize(a) ? b : a) + (hasSize(a) || hasSize(b) ? 0 : Number(b));
  const left = partsOf(a);
  const right = partsOf(b);
  const exponent = Math.min(left.exponent, right.exponent);
  return fromScaled(signedAt(left, exponent) + signedAt(right, exponent), exponent);
}

/** a − b */
export function subtract(a: LongDouble, b: LongDouble): LongDouble {
  if (typeof a === 'number' && a === b) return Number.isFinite(a) ? a - b : 0;
  return add(a, negate(b));
}

/** a × b */
export function multiply(a: LongDouble, b: LongDouble): LongDouble {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if ((Number.isInteger(a) && Number.isInteger(b) && Math.abs(product) <= SAFE) || !Number.isFinite(product))
      return product;
  }
  if (!hasSize(a) || !hasSize(b)) return signOf(a) * signOf(b) * Number.POSITIVE_INFINITY;
  const left = partsOf(a);
  const right = partsOf(b);
  if (isZero(a) || isZero(b)) return left.negative === right.negative ? 0 : -0;
  const mantissa = left.mantissa * right.mantissa;
  return fromScaled(left.negative === right.negative ? mantissa : -mantissa, left.exponent + right.exponent);
}

/** a ÷ b; b must not be zero. */
export function divide(a: LongDouble, b: LongDouble): LongDouble {
  if (typeof a === 'number' && typeof b === 'number') {
    const quotient = a / b;
    const exact =
      Number.isInteger(a) && Number.isInteger(quotient) && Math.abs(quotient) <= SAFE && Math.abs(a) <= SAFE;
    if (exact || !Number.isFinite(quotient)) return quotient;
  }
  if (!hasSize(a) || !hasSize(b)) return hasSize(a) ? 0 : signOf(a) * signOf(b) * Number.POSITIVE_INFINITY;
  const left = partsOf(a);
  const right = partsOf(b);
  const shift = left.exponent - right.exponent;
  const over = shift > 0 ? left.mantissa << BigInt(shift) : left.mantissa;
  const under = shift < 0 ? right.mantissa << BigInt(-shift) : right.mantissa;
  return fromRatio(left.negative !== right.negative, over, under);
}

/** The remainder of a ÷ b with the sign of a, exact as C's fmodl; b must not be zero. */
export function remainder(a: LongDouble, b: LongDouble): LongDouble {
  if (typeof a === 'number' && typeof b === 'number') return a % b;
  if (!hasSize(a)) return Number.NaN;
  if (!hasSize(b)) return a;
  const left = partsOf(a);
  const right = partsOf(b);
  const exponent = Math.min(left.exponent, right.exponent);
  return fromScaled(signedAt(left, exponent) % signedAt(right, exponent), exponent);
}

/** a − n·b with the whole n that makes it smallest, the even one of two, as C's remainderl; b must not be zero. */
export function nearestRemainder(a: LongDouble, b: LongDouble): LongDouble {
  if (!hasSize(a)) return Number.NaN;
  if (!hasSize(b)) return a;
  const left = partsOf(a);
  const right = partsOf(b);
  const exponent = Math.min(left.exponent, right.exponent);
  const [over, under] = [
    signedAt({ ...left, negative: false }, exponent),
    signedAt({ ...right, negative: false }, exponent),
  ];
  const quotient = over / under;
  const rest = over - quotient * under;
  const up = rest * 2n > under || (rest * 2n === under && quotient % 2n === 1n);
  const size = up ? rest - under : rest;
  return fromScaled(left.negative ? -size : size, exponent);
}

/** How {@link rounded} finds a whole number: towards zero, down, up, half away from zero, half to even. */
export type Rounding = 'trunc' | 'floor' | 'ceil' | 'round' | 'rint';

/** The whole number next to a. */
export function rounded(a: LongDouble, how: Rounding): LongDouble {
  if (!hasSize(a)) return a;
  const { negative, mantissa, exponent } = partsOf(a);
  if (exponent >= 0) return a;
  const shift = BigInt(-exponent);
  const whole = mantissa >> shift;
  const half = 1n << (shift - 1n);
  const rest = mantissa & ((1n << shift) - 1n);
  const up =
    (how === 'floor' && negative && rest > 0n) ||
    (how === 'ceil' && !negative && rest > 0n) ||
    (how === 'round' && rest >= half) ||
    (how === 'rint' && (rest > half || (rest === half && whole % 2n === 1n)));
  const size = whole + (up ? 1n : 0n);
  return size === 0n && negative ? -0 : fromScaled(negative ? -size : size, 0);
}

/** √a, rounded once; NaN of what is less than zero. */
export function squareRoot(a: LongDouble): LongDouble {
  if (isZero(a)) return a;
  if (signOf(a) < 0) return Number.NaN;
  if (!hasSize(a)) return a;
  const { mantissa, exponent } = partsOf(a);
  const shift = 2 * MANTISSA_BITS + (exponent % 2 === 0 ? 0 : 1);
  const scaled = mantissa << BigInt(shift);
  let root = 1n << BigInt(Math.ceil(bitLength(scaled) / 2));
  for (let next = (root + scaled / root) >> 1n; next < root; next = (root + scaled / root) >> 1n) root = next;
  const inexact = root * root === scaled ? 0n : 1n;
  return fromScaled((root << 1n) | inexact, (exponent - shift) / 2 - 1);
}

/** The nearest JavaScript number. */
export function toNumber(a: LongDouble): number {
  return typeof a === 'number' ? a : (a.negative ? -1 : 1) * Number(a.mantissa) * 2 ** a.exponent;
}

/** −a */
export function negate(a: LongDouble): LongDouble {
  return typeof a === 'number' ? -a : { ...a, negative: !a.negative };
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: LongDouble, b: LongDouble): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (!hasSize(a)) return signOf(a);
  if (!hasSize(b)) return -signOf(b);
  const difference = subtract(a, b);
  return typeof difference === 'number' ? difference : signOf(difference);
}

/** True for 0 and −0. */
export function isZero(a: LongDouble): boolean {
  return a === 0;
}

/** The text as C's `%.18Lg` writes it. */
export function formatLongDouble(value: LongDouble): string {
  if (typeof value === 'number') {
    if (value === 0) return Object.is(value, -0) ? '-0' : '0';
    if (Number.isInteger(value) && Math.abs(value) <= SAFE) return String(value);
    if (Number.isNaN(value)) return '-nan';
    if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  }
  const { negative, mantissa, exponent } = partsOf(value);
  const over = exponent > 0 ? mantissa << BigInt(exponent) : mantissa;
  const under = exponent < 0 ? 1n << BigInt(-exponent) : 1n;
  let power = Math.floor((bitLength(mantissa) + exponent - 1) * Math.LOG10E * Math.LN2);
  let digits = decimalDigits(over, under, power);
  if (digits >= 10n ** BigInt(SIGNIFICANT_DIGITS)) digits = decimalDigits(over, under, ++power);
  const text = String(digits);
  // Rounding up may have made one digit more; the last of them is then a zero.
  const shownPower = power + text.length - SIGNIFICANT_DIGITS;
  return (negative ? '-' : '') + layOut(text.slice(0, SIGNIFICANT_DIGITS), shownPower);
}

/** `over/under ÷ 10^(power − 17)` rounded to an integer: the 18 leading digits if `power` is the decimal exponent. */
function decimalDigits(over: bigint, under: bigint, power: number): bigint {
  const scale = SIGNIFICANT_DIGITS - 1 - power;
  return scale >= 0
    ? roundedQuotient(over * 10n ** BigInt(scale), under)
    : roundedQuotient(over, under * 10n ** BigInt(-scale));
}

/** Places the point among 18 digits and drops trailing zeros, in the manner of `%g`. */
function layOut(digits: string, power: number): string {
  const kept = digits.replace(/0+$/, '') || '0';
  if (power < -4 || power >= SIGNIFICANT_DIGITS) {
    const point = kept.length > 1 ? `${kept[0]}.${kept.slice(1)}` : kept;
    return `${point}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  if (power < 0) return `0.${'0'.repeat(-power - 1)}${kept}`;
  if (kept.length <= power + 1) return kept.padEnd(power + 1, '0');
  return `${kept.slice(0, power + 1)}.${kept.slice(power + 1)}`;
}

function hasSize(a: LongDouble): boolean {
  return typeof a !== 'number' || Number.isFinite(a);
}

function signOf(a: LongDouble): number {
  return typeof a === 'number' ? Math.sign(a) : a.negative ? -1 : 1;
}

const doubleView = new DataView(new ArrayBuffer(8));

/** Sign, mantissa and exponent of any finite value; the mantissa of a number need not have 64 bits. */
function partsOf(value: LongDouble): Extended {
  if (typeof value !== 'number') return value;
  doubleView.setFloat64(0, Math.abs(value));
  const bits = doubleView.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return { negative: value < 0 || Object.is(value, -0), mantissa, exponent: Math.max(biased, 1) - 1075 };
}

/** The signed mantissa of `parts` when the exponent is lowered to `exponent`. */
function signedAt(parts: Extended, exponent: number): bigint {
  const mantissa = parts.mantissa << BigInt(parts.exponent - exponent);
  return parts.negative ? -mantissa : mantissa;
}

/** `value × 2^exponent`, rounded to what the type holds. */
function fromScaled(value: bigint, exponent: number): LongDouble {
  const negative = value < 0n;
  const size = negative ? -value : value;
  const excess = bitLength(size) - MANTISSA_BITS;
  if (excess <= 0) return settle(negative, size, exponent);
  return settle(negative, roundedQuotient(size, 1n << BigInt(excess)), exponent + excess);
}

/** `±over/under`, rounded to what the type holds. */
function fromRatio(negative: boolean, over: bigint, under: bigint): LongDouble {
  if (over === 0n) return negative ? -0 : 0;
  let exponent = bitLength(over) - bitLength(under) - MANTISSA_BITS;
  let mantissa = scaledQuotient(over, under, exponent);
  if (bitLength(mantissa) > MANTISSA_BITS) mantissa = scaledQuotient(over, under, ++exponent);
  return settle(negative, mantissa, exponent);
}

function scaledQuotient(over: bigint, under: bigint, exponent: number): bigint {
  return exponent < 0
    ? roundedQuotient(over << BigInt(-exponent), under)
    : roundedQuotient(over, under << BigInt(exponent));
}

/** The canonical form: a number where it is exact, else 64 bits of mantissa. `mantissa` has at most 65 bits. */
function settle(negative: boolean, mantissa: bigint, exponent: number): LongDouble {
  if (mantissa === 0n) return 0;
  const bits = bitLength(mantissa);
  if (bits + exponent > LARGEST_EXPONENT) return negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (bits + exponent < SMALLEST_EXPONENT) return negative ? -0 : 0;
  let zeros = 0;
  while (((mantissa >> BigInt(zeros)) & 1n) === 0n) zeros++;
  if (bits - zeros <= 53 && bits + exponent < 1000 && exponent + zeros > -1000) {
    const value = Number(mantissa >> BigInt(zeros)) * 2 ** (exponent + zeros);
    return negative ? -value : value;
  }
  const shift = MANTISSA_BITS - bits;
  return { negative, mantissa: shift >= 0 ? mantissa << BigInt(shift) : mantissa >> 1n, exponent: exponent - shift };
}

/** `over ÷ under` to the nearest integer, a tie to the even one. Both are positive. */
function roundedQuotient(over: bigint, under: bigint): bigint {
  const quotient = over / under;
  const rest = (over % under) * 2n;
  return rest > under || (rest === under && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex.charAt(0), 16)) - 28);
}
