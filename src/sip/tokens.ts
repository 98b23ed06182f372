import { randomFillSync } from 'node:crypto';
import { MAGIC_COOKIE } from './message/via.ts';

/** Where unguessable names come from. */
export interface TokenSource {
  /** `bytes` random bytes as lower-case hexadecimal digits. */
  hex(bytes: number): string;
}

const POOL = Buffer.alloc(8192);
let used = POOL.length;

/** The machine's own randomness, drawn in large pieces. */
export const systemTokens: TokenSource = {
  hex(bytes) {
    if (used + bytes > POOL.length) {
      randomFillSync(POOL);
      used = 0;
    }
    const text = POOL.toString('hex', used, used + bytes);
    used += bytes;
    return text;
  },
};

/** A fresh branch: a name for one transaction, unique in space and time. @see RFC 3261 §8.1.1.7 */
export function newBranch(tokens: TokenSource): string {
  return MAGIC_COOKIE + tokens.hex(8);
}

/** A fresh tag: at least 32 random bits. @see RFC 3261 §19.3 */
export function newTag(tokens: TokenSource): string {
  return `as${tokens.hex(4)}`;
}

/** A fresh Call-ID. @see RFC 3261 §8.1.1.4 */
export function newCallId(tokens: TokenSource, host: string): string {
  return `${tokens.hex(16)}@${host}`;
}
