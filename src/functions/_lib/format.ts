import { leadingNumber, longOf, toFixed } from './c-number.ts';
import { hexadecimalReal } from './hexadecimal-real.ts';

/** A text, or what is wrong with a value. */
export type FormatResult = { readonly text: string } | { readonly error: string };

/** Flags, width, precision, length, kind; a kind that is missing ends the text. */
const SPECIFIER = /%([-+ 0#']*)(\d*)(?:\.(\d*))?((?:hh?|ll?|[qjztL])*)(.|$)/gsu;
/** As wide as a value is written. */
const LONGEST = 4095;
/** JavaScript writes no more digits behind the point. */
const MOST_DIGITS = 100;
const BASES: Readonly<Record<string, number>> = { d: 10, i: 10, u: 10, o: 8, x: 16, X: 16 };
const PREFIXES: Readonly<Record<string, string>> = { o: '0', x: '0x', X: '0X' };

/** One conversion of a format. */
interface Specifier {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly length: string;
  readonly kind: string;
}

/**
 * Writes `format` in the manner of C's printf; a text that is missing is `(null)`, what has no kind at its end is left out.
 * Whole numbers have 32 bits, whatever length they are given.
 */
export function writeFormat(format: string, values: readonly string[]): FormatResult {
  let next = 0;
  let error: string | undefined;
  const text = format.replace(
    SPECIFIER,
    (whole, flags: string, width: string, precision: string | undefined, length: string, kind: string) => {
      if (kind === '' || kind === '%') return kind;
      const specifier = {
        ...{ flags, length, kind, width: Math.min(Number(width), LONGEST) },
        precision: precision === undefined ? undefined : Math.min(Number(precision), LONGEST),
      };
      const index = next++;
      const written = writeValue(specifier, values[index]);
      if (written === undefined) error ??= complaint(whole, kind, values[index] ?? '');
      return written ?? '';
    },
  );
  return error === undefined ? { text } : { error };
}

function complaint(whole: string, kind: string, value: string): string {
  if ('fFeEgGaA'.includes(kind)) return `Argument '${value}' is not a floating point number for format '${whole}'`;
  if (kind in BASES || kind === 'c') return `Argument '${value}' is not an integer number for format '${whole}'`;
  return `Format type not supported: '${whole}' with argument '${value}'`;
}

/** One value as it is written; undefined where it is not of the kind, or there is no such kind. */
function writeValue(specifier: Specifier, value: string | undefined): string | undefined {
  const { kind, flags, precision, length } = specifier;
  if (kind === 's' && length !== 'l') return pad((value ?? '(null)').slice(0, precision), '', specifier);
  const whole = /^\s*[+-]?\d+/.exec(value ?? '')?.[0];
  if (kind === 'c') return whole === undefined ? undefined : pad(character(whole), '', specifier);
  const base = BASES[kind];
  if (base !== undefined) {
    if (whole === undefined) return undefined;
    const number = wholeOf(whole, length, 'di'.includes(kind));
    const digits = Math.abs(number)
      .toString(base)
      .padStart(precision ?? 1, '0');
    const shown = precision === 0 && number === 0 ? '' : digits;
    const prefix = flags.includes('#') && number !== 0 ? (PREFIXES[kind] ?? '') : '';
    const sign = 'di'.includes(kind) ? signOf(number < 0, flags) : prefix;
    const written = kind === 'X' ? shown.toUpperCase() : shown;
    return pad(written, sign, precision === undefined ? specifier : { ...specifier, flags: flags.replaceAll('0', '') });
  }
  if (!'fFeEgGaA'.includes(kind)) return undefined;
  const number = leadingNumber(value ?? '');
  if (number === undefined) return undefined;
  const sign = signOf(/^\s*-/.test(value ?? ''), flags);
  if (!Number.isFinite(number)) {
    const word = Number.isNaN(number) ? 'nan' : 'inf';
    const written = kind === kind.toLowerCase() ? word : word.toUpperCase();
    return pad(written, sign, { ...specifier, flags: flags.replaceAll('0', '') });
  }
  return pad(
    writeReal(Math.abs(number), specifier),
    'aA'.includes(kind) ? `${sign}0${kind === 'a' ? 'x' : 'X'}` : sign,
    specifier,
  );
}

/** No text holds a character zero. */
function character(whole: string): string {
  return String.fromCharCode(Number(whole) & 255).replace('\0', '');
}

/** A C int, cut to what its length leaves of it. */
function wholeOf(text: string, length: string, signed: boolean): number {
  const bits = length === 'hh' ? 8 : length === 'h' ? 16 : 32;
  const held = longOf(text);
  return Number(signed && (bits < 32 || length === '') ? BigInt.asIntN(bits, held) : BigInt.asUintN(bits, held));
}

function signOf(negative: boolean, flags: string): string {
  if (negative) return '-';
  return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function writeReal(number: number, { kind, flags, precision }: Specifier): string {
  const lower = kind.toLowerCase();
  const point = flags.includes('#');
  const digits = precision ?? 6;
  let text: string;
  if (lower === 'a') text = hexadecimalReal(number, precision, point);
  else if (lower === 'f') text = `${toFixed(number, digits)}${point && digits === 0 ? '.' : ''}`;
  else if (lower === 'e') text = exponential(number, digits);
  else {
    const significant = Math.min(Math.max(1, digits), MOST_DIGITS - 4);
    const power = number === 0 ? 0 : Number(number.toExponential(significant - 1).split('e')[1]);
    text =
      power < -4 || power >= significant
        ? exponential(number, significant - 1)
        : number.toFixed(significant - 1 - power);
    if (!point) text = text.replace(/(\.\d*?)0+(?=$|e)/, '$1').replace(/\.(?=$|e)/, '');
  }
  return kind === lower ? text : text.toUpperCase();
}

function exponential(number: number, digits: number): string {
  const missing = Math.max(0, digits - MOST_DIGITS);
  return number
    .toExponential(digits - missing)
    .replace(/e([+-])(\d)$/, 'e$10$2')
    .replace('e', `${'0'.repeat(missing)}e`);
}

function pad(text: string, sign: string, { flags, width, kind }: Specifier): string {
  if (flags.includes('-')) return `${sign}${text}`.padEnd(width);
  if (flags.includes('0') && !'sc'.includes(kind)) return sign + text.padStart(width - sign.length, '0');
  return `${sign}${text}`.padStart(width);
}
