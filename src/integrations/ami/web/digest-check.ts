import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Ms } from '../../../base/duration.ts';
import type { Secret } from '../../../config/schema/secret.ts';
import { parseChallenges } from '../../../net/http-auth.ts';

/** What every user of the interface sees as the place he logs in to. */
const REALM = 'asterisk';
/** Headers that are longer are no digest. */
const LONGEST_HEADER = 4096;

/** The fields of a client's digest. */
export interface DigestAnswer {
  readonly user: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  /** Empty where the client is of before RFC 2617. */
  readonly qop: string;
  readonly count: string;
  readonly clientNonce: string;
}

/** The fields of an Authorization header; undefined if it is no digest that can be checked. @see RFC 7616 */
export function parseDigest(header: string): DigestAnswer | undefined {
  if (header.length > LONGEST_HEADER) return undefined;
  const [first] = parseChallenges(header);
  if (first?.scheme !== 'digest') return undefined;
  const field = (name: string): string => first.params.get(name) ?? '';
  const answer: DigestAnswer = {
    user: field('username'),
    nonce: field('nonce'),
    uri: field('uri'),
    response: field('response').toLowerCase(),
    qop: field('qop'),
    count: field('nc'),
    clientNonce: field('cnonce'),
  };
  if (answer.user === '' || answer.nonce === '' || answer.uri === '') return undefined;
  if (!/^[0-9a-f]{32}$/.test(answer.response) || field('realm') !== REALM) return undefined;
  if (answer.qop !== '' && (answer.qop !== 'auth' || !/^[0-9a-f]{8}$/i.test(answer.count))) return undefined;
  return answer;
}

/** True if whoever made the answer knows the secret. Takes as long for an unknown user as for a known one. */
export function digestHolds(answer: DigestAnswer, method: string, secret: Secret | undefined): boolean {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const own = md5(`${answer.user}:${REALM}:${secret?.reveal() ?? ''}`);
  const asked = md5(`${method}:${answer.uri}`);
  const middle = answer.qop === '' ? '' : `${answer.count}:${answer.clientNonce}:${answer.qop}:`;
  const expected = md5(`${own}:${answer.nonce}:${middle}${asked}`);
  return (
    timingSafeEqual(Buffer.from(expected), Buffer.from(answer.response)) &&
    secret !== undefined &&
    secret.reveal() !== ''
  );
}

/** Hands out nonces that it knows again without remembering them, so that strangers cost no memory. */
export class Nonces {
  readonly #key = randomBytes(32);

  create(nowMs: Ms): string {
    const stamp = `${Math.floor(nowMs).toString(16)}-${randomBytes(6).toString('hex')}`;
    return `${stamp}-${this.#seal(stamp)}`;
  }

  /** Whether the nonce is from here, and if so, whether it is older than `lifeMs`. */
  judge(nonce: string, nowMs: Ms, lifeMs: Ms): 'good' | 'stale' | 'foreign' {
    const cut = nonce.lastIndexOf('-');
    const stamp = nonce.slice(0, Math.max(0, cut));
    if (this.#seal(stamp) !== nonce.slice(cut + 1)) return 'foreign';
    const madeMs = Number.parseInt(stamp, 16);
    return nowMs - madeMs <= lifeMs ? 'good' : 'stale';
  }

  #seal(stamp: string): string {
    return createHmac('sha256', this.#key).update(stamp).digest('hex').slice(0, 32);
  }
}

/** The header that asks for a digest. @see observed: Asterisk 16 */
export function digestChallenge(nonce: string, stale: boolean): string {
  return `Digest algorithm=MD5, realm="${REALM}", nonce="${nonce}", qop="auth", opaque="${nonce}"${stale ? ', stale=true' : ''}`;
}
