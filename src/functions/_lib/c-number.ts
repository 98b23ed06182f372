/** The number at the beginning of a text, in the manner of C's scanf: decimal, with exponent, hexadecimal, or infinite; undefined where there is none. */
export function leadingNumber(text: string): number | undefined {
  const hex = /^\s*([+-]?)0[xX]([0-9a-fA-F]+)/.exec(text);
  if (hex) return Number.parseInt(hex[2] ?? '', 16) * (hex[1] === '-' ? -1 : 1);
  const endless = /^\s*([+-]?)inf/i.exec(text);
  if (endless) return endless[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text);
  return decimal ? Number(decimal[0]) : undefined;
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
  if (Number.isFinite(value) && Math.abs(value) >= 1e21) return `${BigInt(value)}.${'0'.repeat(digits)}`;
  if (Object.is(value, -0)) return `-${(0).toFixed(digits)}`;
  const scaled = Math.abs(value) * 10 ** digits;
  const below = Math.floor(scaled);
  if (scaled - below !== 0.5 || below % 2 === 1 || scaled / 10 ** digits !== Math.abs(value))
    return value.toFixed(digits);
  return ((Math.sign(value) * below) / 10 ** digits).toFixed(digits);
}
