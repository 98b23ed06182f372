// Inside the stack a message is text with one character a byte (latin1): offsets are byte offsets, what is copied from a
// request to a reply stays as it was bit for bit, and writing needs no second encoding. People's text is decoded at the edge.

const BEYOND_ASCII = /[^\x00-\x7f]/;

/** People's text of a piece of a message: UTF-8 where it is valid, else the bytes as they are. */
export function decodeText(bytes: string): string {
  if (!BEYOND_ASCII.test(bytes)) return bytes;
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? bytes : text;
}

/** The UTF-8 bytes of people's text, one character each. */
export function encodeText(text: string): string {
  return BEYOND_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** `text` in which nothing can end a line, so that no value can forge a header. */
export function singleLine(text: string): string {
  return /[\r\n\0]/.test(text) ? text.replace(/[\r\n\0]+/g, ' ') : text;
}
