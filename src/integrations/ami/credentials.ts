import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../config/schema/secret.ts';

/** A number for a client to mix into its key. */
export function newChallenge(): string {
  return String(randomInt(100_000_000, 2_147_483_647));
}

/**
 * True if the client knows the secret: it sent it, or the MD5 of challenge and secret. Takes as long for a wrong secret as for a
 * right one, and for an unknown user (no secret) as for a known one.
 * @param challenge what was handed out on this connection; undefined if nothing was.
 */
export function knowsSecret(
  secret: Secret | undefined,
  sent: { readonly authType: string; readonly key: string; readonly secret: string },
  challenge: string | undefined,
): boolean {
  const own = secret?.reveal() ?? '';
  const known = secret !== undefined && own !== '';
  if (sent.authType.toLowerCase() === 'md5') {
    const expected = createHash('md5')
      .update(`${challenge ?? ''}${own}`)
      .digest('hex');
    return equal(expected, sent.key.toLowerCase()) && known && challenge !== undefined;
  }
  return equal(own, sent.secret) && known;
}

/** Compares digests of equal length, so that neither time nor length tells anything. */
function equal(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
