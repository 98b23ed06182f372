import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import type { SipRequest } from '../message/message.ts';
import { quote } from '../message/params.ts';
import type { TokenSource } from '../tokens.ts';
import { type DigestAlgorithm, type DigestSecret, digestAlgorithm, digestResponse } from './digest.ts';
import { parseDigestFields } from './digest-fields.ts';

/** Credentials that a request carries. */
export interface DigestCredentials {
  readonly username: string;
  readonly realm: string;
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * What became of a check: `stale` means that the secret is right and only the nonce is old or used up, so that the client
 * may try again without asking its user.
 */
export type DigestVerdict = 'right' | 'stale' | 'wrong';

/** How a {@link DigestServer} works; all may be left out. */
export interface DigestServerOptions {
  /** How long a nonce may be used; 32 s if left out, as Asterisk's. */
  readonly nonceLifeMs?: Ms;
  /** What is offered, best first; MD5 alone if left out, since many phones read only the first challenge. */
  readonly algorithms?: readonly DigestAlgorithm[];
  /** How many used nonces are remembered to refuse a replay. */
  readonly mostNonces?: number;
}

/** Which pair of headers: 401 for who is addressed, 407 for who forwards. */
export type DigestRole = 'server' | 'proxy';

/**
 * Challenges requests and checks their answers. Nonces are signed, not stored; only the counters of nonces in use are kept,
 * and those are bounded.
 * @see RFC 3261 §22, RFC 7616, RFC 8760
 */
export class DigestServer {
  /** How long a nonce may be used; a change holds for nonces that are out already. */
  nonceLifeMs: Ms;
  readonly #clock: Clock;
  readonly #key: Buffer;
  readonly #algorithms: readonly DigestAlgorithm[];
  readonly #most: number;
  /** The highest counter seen of each nonce, oldest nonce first. */
  readonly #counters = new Map<string, number>();
  readonly #tokens: TokenSource;

  constructor(clock: Clock, tokens: TokenSource, options: DigestServerOptions = {}) {
    this.#clock = clock;
    this.#tokens = tokens;
    this.#key = Buffer.from(tokens.hex(32), 'hex');
    this.nonceLifeMs = options.nonceLifeMs ?? 32_000;
    this.#algorithms = options.algorithms ?? ['MD5'];
    this.#most = options.mostNonces ?? 20_000;
  }

  /** The header lines of a 401 or 407. */
  challenge(realm: string, role: DigestRole, stale = false): Array<readonly [string, string]> {
    const name = role === 'server' ? 'WWW-Authenticate' : 'Proxy-Authenticate';
    const nonce = this.#nonce(realm);
    return this.#algorithms.map((algorithm) => {
      const tail = stale ? ', stale=true' : '';
      return [name, `Digest realm=${quote(realm)}, nonce="${nonce}", algorithm=${algorithm}, qop="auth"${tail}`];
    });
  }

  /** The credentials for `realm` in a request; undefined if it carries none. */
  credentials(request: SipRequest, realm: string, role: DigestRole): DigestCredentials | undefined {
    for (const line of request.lines(role === 'server' ? 'Authorization' : 'Proxy-Authorization')) {
      const fields = parseDigestFields(line);
      const username = fields?.get('username');
      if (fields && username !== undefined && fields.get('realm') === realm) return { username, realm, fields };
    }
    return undefined;
  }

  /** Checks credentials against a secret, in a time that does not depend on how wrong they are. */
  verify(credentials: DigestCredentials, method: string, secret: DigestSecret): DigestVerdict {
    const { fields, username, realm } = credentials;
    const algorithm = digestAlgorithm(fields.get('algorithm'));
    const nonce = fields.get('nonce') ?? '';
    if (!algorithm || !this.#algorithms.includes(algorithm)) return 'wrong';
    const qop = fields.get('qop');
    const nc = fields.get('nc') ?? '';
    if (qop !== undefined && (qop.toLowerCase() !== 'auth' || !/^[0-9a-f]{8}$/i.test(nc))) return 'wrong';
    const expected = digestResponse({
      algorithm,
      username,
      realm,
      secret,
      method,
      uri: fields.get('uri') ?? '',
      nonce,
      ...(qop !== undefined && { protection: { nc, cnonce: fields.get('cnonce') ?? '' } }),
    });
    if (!sameText(expected, (fields.get('response') ?? '').toLowerCase())) return 'wrong';
    if (!this.#isOurs(nonce, realm)) return 'stale';
    return qop === undefined || this.#count(nonce, Number.parseInt(nc, 16)) ? 'right' : 'stale';
  }

  /** True for an answer to a challenge of ours that still holds. */
  answersUs({ fields, realm }: DigestCredentials): boolean {
    return this.#isOurs(fields.get('nonce') ?? '', realm);
  }

  #nonce(realm: string): string {
    const stamp = `${this.#clock.monotonic().toString(16).split('.')[0] ?? '0'}-${this.#tokens.hex(4)}`;
    return `${stamp}-${this.#sign(stamp, realm)}`;
  }

  #sign(stamp: string, realm: string): string {
    return createHmac('sha256', this.#key).update(`${stamp}:${realm}`, 'latin1').digest('hex').slice(0, 32);
  }

  #isOurs(nonce: string, realm: string): boolean {
    const match = /^(([0-9a-f]+)-[0-9a-f]{8})-([0-9a-f]{32})$/.exec(nonce);
    if (!match?.[1] || !match[2] || !match[3]) return false;
    if (!sameText(this.#sign(match[1], realm), match[3])) return false;
    return this.#clock.monotonic() - Number.parseInt(match[2], 16) <= this.nonceLifeMs;
  }

  /** Notes a use of a nonce; false if that use or a later one has been seen. @see RFC 7616 §3.4 (nc) */
  #count(nonce: string, nc: number): boolean {
    if (nc <= (this.#counters.get(nonce) ?? 0)) return false;
    this.#counters.set(nonce, nc);
    if (this.#counters.size > this.#most) {
      const oldest = this.#counters.keys().next();
      if (!oldest.done) this.#counters.delete(oldest.value);
    }
    return true;
  }
}

/** Compares in a time that depends only on the length. */
function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a, 'latin1');
  const right = Buffer.from(b, 'latin1');
  return left.length === right.length && timingSafeEqual(left, right);
}
