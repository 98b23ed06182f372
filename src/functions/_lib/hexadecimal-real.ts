const FRACTION_BITS = 52;
const FRACTION_DIGITS = 13;

/**
 * `%a` of C without sign and `0x`: one digit, a fraction in hexadecimal, and the power of two.
 * @param number finite and not negative
 * @param precision digits of the fraction, as many as it needs where undefined; the last is rounded, to the even one where it lies between two
 * @param point whether a point is written even where nothing follows it
 */
export function hexadecimalReal(number: number, precision: number | undefined, point: boolean): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> BigInt(FRACTION_BITS));
  const fraction = bits & ((1n << BigInt(FRACTION_BITS)) - 1n);
  const power = number === 0 ? 0 : Math.max(biased, 1) - 1023;
  const whole = biased === 0 ? fraction : fraction | (1n << BigInt(FRACTION_BITS));
  const kept = Math.min(precision ?? FRACTION_DIGITS, FRACTION_DIGITS);
  const digits = rounded(whole, 4 * (FRACTION_DIGITS - kept))
    .toString(16)
    .padStart(kept + 1, '0');
  const behind = digits.slice(digits.length - kept);
  const shown = precision === undefined ? behind.replace(/0+$/, '') : behind.padEnd(precision, '0');
  return `${digits.slice(0, digits.length - kept)}${shown === '' && !point ? '' : '.'}${shown}p${power < 0 ? '' : '+'}${power}`;
}

/** Shifts right; what lies exactly between two goes to the even one. */
function rounded(value: bigint, bits: number): bigint {
  if (bits === 0) return value;
  const kept = value >> BigInt(bits);
  const rest = value - (kept << BigInt(bits));
  const half = 1n << BigInt(bits - 1);
  return rest > half || (rest === half && (kept & 1n) === 1n) ? kept + 1n : kept;
}
