import { toFixed } from './c-number.ts';

/** A text, or what is wrong with a value. */
export type FormatResult = { readonly text: string } | { readonly error: string };

const SPECIFIER = /%([-+ 0#]*)(\d*)(?:\.(\d*))?([a-zA-Z%])/g;
const INTEGERS: Readonly<Record<string, number>> = { d: 10, i: 10, u: 10, o: 8, x: 16, X: 16 };

/** Writes `format` in the manner of C's printf; a value that is missing is `(null)`. */
export function writeFormat(format: string, values: readonly string[]): FormatResult {
  let next = 0;
  let error: string | undefined;
  const text = format.replace(
    SPECIFIER,
    (whole, flags: string, width: string, precision: string | undefined, kind: string) => {
      if (kind === '%') return '%';
      const digits = precision === undefined ? undefined : Number(precision);
      if (kind === 's') return pad((values[next++] ?? '(null)').slice(0, digits), flags.replace('0', ''), width);
      if (kind === 'c')
        return pad(String.fromCharCode(Number.parseInt(values[next++] ?? '', 10) & 255), flags.replace('0', ''), width);
      const base = INTEGERS[kind];
      if (base === undefined && !'fFeEgG'.includes(kind)) return whole;
      const value = values[next++] ?? '';
      const number = base === undefined ? Number.parseFloat(value) : Number.parseInt(value, 10);
      if (Number.isNaN(number)) {
        error ??= `Argument '${value}' is not ${base === undefined ? 'a floating point' : 'an integer'} number for format '${whole}'`;
        return '';
      }
      const written = base === undefined ? writeReal(number, kind, digits ?? 6) : writeInteger(number, kind, base);
      const signed = number >= 0 && flags.includes('+') ? `+${written}` : written;
      return pad(signed, flags, width);
    },
  );
  return error === undefined ? { text } : { error };
}

function writeInteger(number: number, kind: string, base: number): string {
  const value = kind === 'd' || kind === 'i' || number >= 0 ? number : number + 2 ** 32;
  const text = value.toString(base);
  return kind === 'X' ? text.toUpperCase() : text;
}

function writeReal(number: number, kind: string, digits: number): string {
  const lower = kind.toLowerCase();
  let text: string;
  if (lower === 'f') text = toFixed(number, digits);
  else if (lower === 'e') text = exponential(number, digits);
  else {
    const significant = Math.max(1, digits);
    const power = number === 0 ? 0 : Math.floor(Math.log10(Math.abs(number)));
    text =
      power < -4 || power >= significant
        ? exponential(number, significant - 1)
        : number.toFixed(significant - 1 - power);
    text = text.replace(/(\.\d*?)0+(?=$|e)/, '$1').replace(/\.(?=$|e)/, '');
  }
  return kind === lower ? text : text.toUpperCase();
}

function exponential(number: number, digits: number): string {
  return number.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
}

function pad(text: string, flags: string, width: string): string {
  const columns = Number(width || 0);
  if (flags.includes('-')) return text.padEnd(columns);
  if (!flags.includes('0')) return text.padStart(columns);
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(columns - sign.length, '0');
}
