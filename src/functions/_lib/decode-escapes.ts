import { fromByteText, toByteText } from '../../extend/bytes.ts';

/** A text with each `%41` replaced by the byte that it stands for, and ended by `%00`; what is no escape stays. @see RFC 3986 §2.1 */
export function decodeEscapes(text: string): string {
  const bytes = toByteText(text).replace(/%([0-9a-fA-F].)/gs, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return fromByteText(bytes.replace(/\0.*/s, ''));
}
