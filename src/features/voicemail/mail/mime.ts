/** The most bytes of UTF-8 in one encoded word, so that it stays within 75 characters. */
const WORD_BYTES = 42;

/** One line: what could end a header early is a blank. For every value that comes from outside. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** The text of a header, as encoded words where it is not plain. @see RFC 2047 */
export function headerText(text: string): string {
  const plain = oneLine(text);
  if (/^[ -~]*$/.test(plain) && !plain.includes('=?') && plain.length < 900) return plain;
  const words: string[] = [];
  let piece = '';
  for (const letter of plain) {
    if (Buffer.byteLength(piece + letter) > WORD_BYTES) {
      words.push(piece);
      piece = '';
    }
    piece += letter;
  }
  if (piece !== '') words.push(piece);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\n ');
}

/** `"Name" <address>`. @param address one that {@link isAddress} allows. */
export function headerAddress(name: string, address: string): string {
  const shown = headerText(name);
  if (shown === '') return `<${address}>`;
  return `${shown.startsWith('=?') ? shown : `"${shown.replace(/["\\]/g, '\\$&')}"`} <${address}>`;
}

/** True for `user@host`, and for the bare `user` that a mail command takes; nothing that could be read as two addresses or an option. */
export function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s\p{Cc}<>()[\],;:"\\@-][^\s\p{Cc}<>()[\],;:"\\@]*(@[^\s\p{Cc}<>()[\],;:"\\@]+)?$/u.test(text)
  );
}

/** A text part: its bytes as they go over the wire, and the headers that say so. */
export interface TextPart {
  readonly headers: readonly string[];
  readonly text: string;
}

/**
 * Makes a text part in the charset that is wanted, where that can write the text, else in UTF-8.
 * Deviation: Asterisk 16 sends the bytes of its files and says `charset` of them whether that is so or not.
 */
export function textPart(text: string, charset: string): TextPart {
  const body = text.replace(/\r\n?/g, '\n');
  if (/^[\n\t -~]*$/.test(body) && body.split('\n').every((line) => line.length < 900))
    return {
      headers: [`Content-Type: text/plain; charset=${safeCharset(charset)}`, 'Content-Transfer-Encoding: 7bit'],
      text: body,
    };
  const latin1 = /^(?:iso-?8859-1|latin-?1)$/i.test(charset.trim()) && /^[\n\t -~\u00a0-\u00ff]*$/.test(body);
  const bytes = Buffer.from(body, latin1 ? 'latin1' : 'utf8');
  return {
    headers: [
      `Content-Type: text/plain; charset=${latin1 ? 'ISO-8859-1' : 'UTF-8'}`,
      'Content-Transfer-Encoding: quoted-printable',
    ],
    text: quotedPrintable(bytes),
  };
}

function safeCharset(charset: string): string {
  return /^[\w.:-]{1,40}$/.test(charset) ? charset : 'UTF-8';
}

/** @see RFC 2045 §6.7 */
function quotedPrintable(bytes: Buffer): string {
  const lines: string[] = [];
  let line = '';
  const flush = (end: string): void => {
    lines.push(line + end);
    line = '';
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x0a) {
      line = line.replace(/[\t ]$/, (blank) => (blank === ' ' ? '=20' : '=09'));
      flush('');
      continue;
    }
    const plain = byte === 0x09 || (byte >= 0x20 && byte <= 0x7e && byte !== 0x3d);
    const written = plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (line.length + written.length > 72) flush('=');
    line += written;
  }
  flush('');
  return lines.join('\n');
}
