/**
 * Asterisk counts bytes, not characters. These turn a text into one whose every unit is a byte of its UTF-8 form and back,
 * so that offsets, lengths and regular expressions agree with it. ASCII texts, nearly all, pass through untouched.
 */

/** True if every character is ASCII, where bytes and characters are the same. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/** The text with one unit (0..255) for each byte of its UTF-8 form. */
export function toByteText(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * The inverse of {@link toByteText}.
 * Deviation: a character that was cut in two is dropped, where Asterisk passes its stray bytes on; text is Unicode here.
 */
export function fromByteText(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\ufffd', '');
}

/** The number of bytes of the text's UTF-8 form. */
export function byteLength(text: string): number {
  return isAscii(text) ? text.length : Buffer.byteLength(text, 'utf8');
}

/** Orders two texts byte by byte, as strcmp does: negative, zero or positive. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  if (isAscii(a) && isAscii(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}
