/** The number at the beginning of a text, in the manner of C's scanf: decimal, with exponent, hexadecimal, infinite, or none (NaN); undefined where there is none of them. */
export function leadingNumber(text: string): number | undefined {
  const hex = /^\s*([+-]?)0x([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?/i.exec(text);
  if (hex) return hexadecimal(hex);
  const special = /^\s*([+-]?)(inf(?!i(?!nity))|nan)/i.exec(text);
  if (special?.[2]?.toLowerCase() === 'nan') return Number.NaN;
  if (special) return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text);
  return decimal ? Number(decimal[0]) : undefined;
}

function hexadecimal([, sign, whole = '', fraction = '', power = '0']: RegExpExecArray): number | undefined {
  if (whole + fraction === '') return undefined;
  const value = Number.parseInt(`${whole}${fraction}`, 16) * 2 ** (Number(power) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}

const LARGEST_LONG = 2n ** 63n - 1n;

/** A C long of a text of digits, perhaps with a sign: what does not fit is the largest, or the smallest. */
export function longOf(digits: string): bigint {
  const value = BigInt(digits.trim().replace('+', ''));
  return value > LARGEST_LONG ? LARGEST_LONG : value < -LARGEST_LONG - 1n ? -LARGEST_LONG - 1n : value;
}

/** The C int at the beginning of a text, which is the lower half of a long; undefined where there is none. */
export function leadingInt(text: string): number | undefined {
  const digits = /^\s*([+-]?\d{1,29})/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(BigInt.asIntN(32, longOf(digits)));
}

/** A real number cut to a C int; what does not fit is the smallest one. */
export function truncateToInt(value: number): number {
  const whole = Math.trunc(value);
  return whole >= -2147483648 && whole <= 2147483647 ? whole + 0 : -2147483648;
}

/** `%d` for whole numbers, `%f` for others. */
export function formatPlain(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 2147483648 ? String(value) : toFixed(value, 6);
}

/** `%.Nf` of C: what lies exactly between two results goes to the even one, where JavaScript goes up. */
export function toFixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  if (digits > 100) return `${toFixed(value, 100)}${'0'.repeat(digits - 100)}`;
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}.${'0'.repeat(digits)}`;
  if (Object.is(value, -0)) return `-${(0).toFixed(digits)}`;
  const scaled = Math.abs(value) * 10 ** digits;
  const below = Math.floor(scaled);
  if (scaled - below !== 0.5 || below % 2 === 1 || scaled / 10 ** digits !== Math.abs(value))
    return value.toFixed(digits);
  return ((Math.sign(value) * below) / 10 ** digits).toFixed(digits);
}
