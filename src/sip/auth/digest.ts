import { hash } from 'node:crypto';

/** The hash functions of RFC 8760 that this stack speaks, named as on the wire. */
export type DigestAlgorithm = 'MD5' | 'SHA-256';

/** A password, or what an administrator keeps instead of it: H(user:realm:password) as hexadecimal digits. */
export type DigestSecret = { readonly password: string } | { readonly ha1: string };

/** What a response is computed from. @see RFC 7616 §3.4 */
export interface DigestInput {
  readonly algorithm: DigestAlgorithm;
  readonly username: string;
  readonly realm: string;
  readonly secret: DigestSecret;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  /** Left out for the old form of RFC 2069, without qop. */
  readonly protection?: { readonly nc: string; readonly cnonce: string };
}

/** The algorithm named on the wire (MD5 if none is); undefined for one that is not spoken. */
export function digestAlgorithm(name: string | undefined): DigestAlgorithm | undefined {
  if (name === undefined || name === '') return 'MD5';
  const upper = name.toUpperCase();
  return upper === 'MD5' || upper === 'SHA-256' ? upper : undefined;
}

/** The `response` field: hexadecimal digits in lower case. Text is one character a byte. */
export function digestResponse(input: DigestInput): string {
  const h = (text: string): string =>
    hash(input.algorithm === 'MD5' ? 'md5' : 'sha256', Buffer.from(text, 'latin1'), 'hex');
  const { secret, protection } = input;
  const ha1 =
    'ha1' in secret ? secret.ha1.toLowerCase() : h(`${input.username}:${input.realm}:${latin(secret.password)}`);
  const ha2 = h(`${input.method}:${input.uri}`);
  if (!protection) return h(`${ha1}:${input.nonce}:${ha2}`);
  return h(`${ha1}:${input.nonce}:${protection.nc}:${protection.cnonce}:auth:${ha2}`);
}

/** A password as a configuration file spells it (UTF-8), one character a byte. */
function latin(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
