import { splitOutside, unquote } from '../message/params.ts';

/** The most fields that are read from one header. */
const MOST_FIELDS = 32;

/** `Digest name=value, name="value"` of any of the four headers; undefined for another scheme. Names in lower case. */
export function parseDigestFields(value: string): ReadonlyMap<string, string> | undefined {
  const match = /^\s*digest\s+/i.exec(value);
  if (!match) return undefined;
  const fields = new Map<string, string>();
  for (const piece of splitOutside(value.slice(match[0].length), 0x2c, MOST_FIELDS)) {
    const equals = piece.indexOf('=');
    if (equals <= 0) continue;
    const name = piece.slice(0, equals).trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, unquote(piece.slice(equals + 1).trim()));
  }
  return fields;
}
