/** A number of JSON: a whole one with all its digits. */
export class JsonNumber {
  readonly value: number | bigint;

  constructor(value: number | bigint) {
    this.value = value;
  }
}

/** A value of a JSON text. */
export type Json = string | boolean | null | JsonNumber | readonly Json[] | { readonly [key: string]: Json };

/** As deep as objects and arrays may lie in one another. */
const DEEPEST = 2048;
const LARGEST = 2n ** 63n;

/**
 * Reads an object or an array.
 * @throws SyntaxError for what is none, holds a character zero, or a number that 64 bits do not hold; RangeError where it is too deep
 * @see observed: Asterisk 16
 */
export function readJson(source: string): Json {
  if (!/^\s*[[{]/.test(source)) throw new SyntaxError('neither an object nor an array');
  return JSON.parse(source, (_key: string, value: Json | number, context?: { readonly source?: string }): Json => {
    if (typeof value === 'string' && value.includes('\0')) throw new SyntaxError('a character zero');
    return typeof value === 'number' ? new JsonNumber(checked(value, context?.source ?? '')) : value;
  }) as Json;
}

function checked(value: number, source: string): number | bigint {
  if (/^-?\d+$/.test(source)) {
    const whole = BigInt(source);
    if (whole >= LARGEST || whole < -LARGEST) throw new SyntaxError('a whole number that is too large');
    return whole;
  }
  if (!Number.isFinite(value)) throw new SyntaxError('a number that is too large');
  return value;
}

/** `%.17g` of C, with a fraction where there is neither one nor an exponent. */
function writtenReal(value: number): string {
  const power = value === 0 ? 0 : Number(value.toExponential(16).split('e')[1]);
  if (power >= -4 && power < 17) {
    const digits = value.toFixed(16 - power).replace(/\.?0+$/, '');
    const shown = Object.is(value, -0) ? '-0' : digits === '' ? '0' : digits;
    return shown.includes('.') ? shown : `${shown}.0`;
  }
  return value
    .toExponential(16)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e');
}

/** A value as compact JSON; a number that is not whole has 17 digits that count. @throws RangeError where it is too deep */
export function writeJson(value: Json, depth = 0): string {
  if (depth > DEEPEST) throw new RangeError('too deep');
  if (value instanceof JsonNumber)
    return typeof value.value === 'bigint' ? String(value.value) : writtenReal(value.value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one: Json) => writeJson(one, depth + 1)).join(',')}]`;
  const entries = Object.entries(value as { readonly [key: string]: Json });
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${writeJson(one, depth + 1)}`).join(',')}}`;
}
