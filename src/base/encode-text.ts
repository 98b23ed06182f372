/** No character takes more bytes in UTF-8. */
const LONGEST_CHARACTER = 4;

/** A text as UTF-8. Most are all ASCII, as many bytes as characters, so that they are written without counting the bytes beforehand. */
export function encodeText(text: string): Buffer {
  // With the room of one character more, as many bytes as characters have been written only if each was one.
  const bytes = Buffer.allocUnsafe(text.length + LONGEST_CHARACTER);
  return bytes.write(text) === text.length ? bytes.subarray(0, text.length) : Buffer.from(text);
}
