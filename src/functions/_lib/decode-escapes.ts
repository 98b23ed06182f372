import { fromByteText, toByteText } from '../../extend/bytes.ts';

/** A text with each `%41` replaced by the byte that it stands for; what is no escape stays. @see RFC 3986 §2.1 */
export function decodeEscapes(text: string): string {
  return fromByteText(
    toByteText(text).replace(/%([0-9a-fA-F]{2})/g, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
  );
}
