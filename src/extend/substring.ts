import { fromByteText, toByteText } from './bytes.ts';

/** The offset and length of `${NAME:offset:length}`; a length of undefined is "to the end". */
export interface SubstringRange {
  readonly offset: number;
  readonly length: number | undefined;
}

const INTEGER = /^[ \t\n\v\f\r]*([+-]?\d{1,30})/;
const LARGEST_LONG = 2n ** 63n - 1n;

/**
 * Reads what follows the first colon of a variable reference. Lenient as Asterisk is: what is no number ends the reading,
 * so `a` gives no range at all and `1a:2` only the offset 1.
 */
export function parseSubstring(text: string): SubstringRange | undefined {
  const first = INTEGER.exec(text);
  if (!first) return undefined;
  const offset = toInt(first[1] ?? '');
  const rest = text.slice(first[0].length);
  const second = rest.startsWith(':') ? INTEGER.exec(rest.slice(1)) : null;
  return { offset, length: second ? toInt(second[1] ?? '') : undefined };
}

/** The part of `text` that `range` names: a negative offset counts from the end, a negative length leaves off the end. In bytes. */
export function substring(text: string, range: SubstringRange): string {
  const bytes = toByteText(text);
  const size = bytes.length;
  const { offset } = range;
  if (offset >= size && offset > 0) return '';
  const from = offset < 0 ? Math.max(0, size + offset) : offset;
  const length = range.length ?? size;
  const to = length < 0 ? size + length : from + length;
  return to <= from ? '' : fromByteText(bytes.slice(from, to));
}

/** A number as C's scanf stores it in an int: clamped to 64 bits, of which the low 32 count. */
function toInt(digits: string): number {
  if (digits.length < 10) return Number(digits);
  const value = BigInt(digits.replace('+', ''));
  const long = value > LARGEST_LONG ? LARGEST_LONG : value < -LARGEST_LONG ? -LARGEST_LONG - 1n : value;
  return Number(BigInt.asIntN(32, long));
}
