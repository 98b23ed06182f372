import { encodeText } from '../message/byte-text.ts';
import type { SipResponse } from '../message/message.ts';
import { quote } from '../message/params.ts';
import type { TokenSource } from '../tokens.ts';
import { type DigestAlgorithm, type DigestSecret, digestAlgorithm, digestResponse } from './digest.ts';
import { parseDigestFields } from './digest-fields.ts';

/** Who we are towards a server. */
export interface ClientCredentials {
  readonly username: string;
  readonly secret: DigestSecret;
  /** Answer only challenges of this realm; any if left out. */
  readonly realm?: string;
}

interface Challenge {
  readonly header: 'Authorization' | 'Proxy-Authorization';
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly algorithm: DigestAlgorithm;
  readonly algorithmNamed: boolean;
  readonly protect: boolean;
  readonly stale: boolean;
}

/** Answers the challenges of one server, and goes on using a nonce for as long as it is taken. @see RFC 3261 §22.2, §22.3 */
export class DigestClient {
  readonly #credentials: ClientCredentials;
  readonly #tokens: TokenSource;
  #challenge: Challenge | undefined;
  #uses = 0;

  constructor(credentials: ClientCredentials, tokens: TokenSource) {
    this.#credentials = credentials;
    this.#tokens = tokens;
  }

  /**
   * Takes the challenge of a 401 or 407.
   * @returns false if it cannot be answered, or if the same credentials have just been refused: trying again is useless.
   */
  accept(response: SipResponse): boolean {
    const challenge = this.#pick(response);
    const before = this.#challenge;
    // More uses than one: an old nonce was tried in advance, and may simply have run out.
    const used = this.#uses === 1;
    this.#challenge = challenge;
    this.#uses = 0;
    if (!challenge) return false;
    // "If the credentials were already sent for that realm, they are not to be sent again" unless the nonce was stale (§22.1).
    return !(
      before &&
      used &&
      before.realm === challenge.realm &&
      before.header === challenge.header &&
      !challenge.stale
    );
  }

  /** Forgets that credentials have been refused, so that a later attempt may send them again. */
  reset(): void {
    this.#challenge = undefined;
    this.#uses = 0;
  }

  /** The header line for a request; undefined before the first challenge. Each call counts as one use of the nonce. */
  authorize(method: string, uri: string): readonly [string, string] | undefined {
    const challenge = this.#challenge;
    if (!challenge) return undefined;
    this.#uses++;
    const nc = this.#uses.toString(16).padStart(8, '0');
    const cnonce = this.#tokens.hex(8);
    const { realm, nonce, opaque, algorithm, algorithmNamed, protect } = challenge;
    const username = encodeText(this.#credentials.username);
    const response = digestResponse({
      algorithm,
      username,
      realm,
      secret: this.#credentials.secret,
      method,
      uri,
      nonce,
      ...(protect && { protection: { nc, cnonce } }),
    });
    let value = `Digest username=${quote(username)}, realm=${quote(realm)}, nonce=${quote(nonce)}, uri="${uri}", response="${response}"`;
    if (algorithmNamed) value += `, algorithm=${algorithm}`;
    if (opaque !== undefined) value += `, opaque=${quote(opaque)}`;
    if (protect) value += `, qop=auth, nc=${nc}, cnonce="${cnonce}"`;
    return [challenge.header, value];
  }

  /** The first challenge that can be answered: "use the first ... that it understands" (RFC 8760 §2.4). */
  #pick(response: SipResponse): Challenge | undefined {
    const proxy = response.status === 407;
    for (const line of response.lines(proxy ? 'Proxy-Authenticate' : 'WWW-Authenticate')) {
      const fields = parseDigestFields(line);
      const realm = fields?.get('realm');
      const nonce = fields?.get('nonce');
      if (!fields || realm === undefined || nonce === undefined) continue;
      const algorithm = digestAlgorithm(fields.get('algorithm'));
      if (!algorithm) continue;
      if (this.#credentials.realm !== undefined && this.#credentials.realm !== realm) continue;
      if ('ha1' in this.#credentials.secret && algorithm !== 'MD5') continue;
      const qop = fields.get('qop');
      const protect = qop?.split(',').some((one) => one.trim().toLowerCase() === 'auth') ?? false;
      if (qop !== undefined && qop !== '' && !protect) continue;
      return {
        header: proxy ? 'Proxy-Authorization' : 'Authorization',
        realm,
        nonce,
        opaque: fields.get('opaque'),
        algorithm,
        algorithmNamed: fields.has('algorithm'),
        protect,
        stale: fields.get('stale')?.toLowerCase() === 'true',
      };
    }
    return undefined;
  }
}
