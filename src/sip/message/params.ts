/**
 * Finds the next `wanted` character at or after `from` that stands outside quoted strings and outside `<…>`.
 * @returns its offset, or the length of `text`.
 */
export function findOutside(text: string, wanted: number, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === wanted && depth === 0) return i;
    if (c === 0x22) i = endOfQuoted(text, i) - 1;
    else if (c === 0x3c) depth = 1;
    else if (c === 0x3e) depth = 0;
  }
  return text.length;
}

/** The offset after the quoted string that begins at `start`; the end of the text if it is never closed. */
export function endOfQuoted(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5c) i++;
    else if (c === 0x22) return i + 1;
  }
  return text.length;
}

/** A quoted string without its quotes and backslashes; any other text as it is. */
export function unquote(text: string): string {
  if (text.length < 2 || text.charCodeAt(0) !== 0x22) return text;
  const inner = text.slice(1, text.endsWith('"') ? -1 : undefined);
  return inner.includes('\\') ? inner.replace(/\\(.)/g, '$1') : inner;
}

/** `text` as a quoted string. */
export function quote(text: string): string {
  return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
}

/** Splits at `separator` outside quotes and `<…>`; pieces are trimmed, empty ones left out, at most `most` given. */
export function splitOutside(text: string, separator: number, most: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at <= text.length && pieces.length < most; ) {
    const end = findOutside(text, separator, at);
    const piece = text.slice(at, end).trim();
    if (piece !== '') pieces.push(piece);
    at = end + 1;
  }
  return pieces;
}

/**
 * The value of one parameter of `;name=value;name…`.
 * @param text the parameters, beginning at a `;`, or anything before it that holds none.
 * @param name in lower case.
 * @returns the value without quotes, `''` for a bare name, undefined if it is missing.
 */
export function paramOf(text: string, name: string): string | undefined {
  for (let at = findOutside(text, 0x3b, 0); at < text.length; ) {
    const end = findOutside(text, 0x3b, at + 1);
    const equals = text.indexOf('=', at + 1);
    const bare = equals < 0 || equals > end;
    const key = text.slice(at + 1, bare ? end : equals);
    if ((key.length === name.length || key.trim().length === name.length) && key.trim().toLowerCase() === name)
      return bare ? '' : unquote(text.slice(equals + 1, end).trim());
    at = end;
  }
  return undefined;
}

/** All parameters of `;name=value;name…`, names in lower case, the first of a repeated one. */
export function paramsOf(text: string): ReadonlyMap<string, string> {
  const params = new Map<string, string>();
  for (const piece of splitOutside(text, 0x3b, 64)) {
    const equals = piece.indexOf('=');
    const key = (equals < 0 ? piece : piece.slice(0, equals)).trim().toLowerCase();
    if (key !== '' && !params.has(key)) params.set(key, equals < 0 ? '' : unquote(piece.slice(equals + 1).trim()));
  }
  return params;
}
