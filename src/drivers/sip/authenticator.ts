import type { Clock } from '../../base/clock.ts';
import { DigestServer } from '../../sip/auth/digest-server.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { HeaderLines } from '../../sip/message/write-message.ts';
import type { TokenSource } from '../../sip/tokens.ts';
import type { Dialect, Endpoint, SipSettings } from './config/endpoint.ts';

/** What became of a check: let in, or how to answer. */
export type AuthOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly status: number;
      readonly headers: HeaderLines;
      /** For the log: `Wrong password`, `No matching peer found`; undefined for a first challenge. */
      readonly fault: string | undefined;
      /** The credentials are those of another account. */
      readonly mismatch?: boolean;
    };

/** A secret that nobody has; what an unknown user's credentials are checked against, so that it takes as long. */
const NOBODY = { password: '' };

/**
 * Asks for passwords. Who is unknown gets the very answers of who is known and wrong, so that names cannot be guessed: a wrong
 * password is 403 where sip.conf speaks, a new challenge where pjsip.conf does, as observed of Asterisk 16.
 */
export class Authenticator {
  readonly #digest: DigestServer;

  constructor(clock: Clock, tokens: TokenSource) {
    this.#digest = new DigestServer(clock, tokens);
  }

  /** @param endpoint whose request it seems to be; undefined for nobody's. @param dialect whose words the listener speaks. */
  check(request: SipRequest, endpoint: Endpoint | undefined, dialect: Dialect, settings: SipSettings): AuthOutcome {
    if (endpoint && (endpoint.accounts.length === 0 || (endpoint.trustCalls && request.method !== 'REGISTER')))
      return { ok: true };
    this.#digest.nonceLifeMs = settings.nonceLifeMs;
    const realm = endpoint?.accounts[0]?.realm || settings.realm;
    const credentials = this.#digest.credentials(request, realm, 'server');
    if (!endpoint && !settings.alwaysAuthReject) {
      const status = request.method === 'REGISTER' ? 404 : 403;
      return { ok: false, status, headers: [], fault: 'No matching peer found' };
    }
    if (!credentials) return this.#challenge(realm, false, undefined);
    const account = endpoint?.accounts.find(({ username }) => username === credentials.username);
    const verdict = this.#digest.verify(credentials, request.method, account?.secret ?? NOBODY);
    if (account && verdict === 'right') return { ok: true };
    if (account && verdict === 'stale') return this.#challenge(realm, true, undefined);
    // observed of Asterisk 16: an answer to somebody else's challenge, or to an old one, gets a new one there
    if (dialect === 'SIP' && !this.#digest.answersUs(credentials)) return this.#challenge(realm, false, undefined);
    const fault = endpoint ? (account ? 'Wrong password' : 'Username/auth name mismatch') : 'No matching peer found';
    if (dialect === 'SIP')
      return { ok: false, status: 403, headers: [], fault, mismatch: endpoint !== undefined && !account };
    return this.#challenge(realm, false, fault);
  }

  #challenge(realm: string, stale: boolean, fault: string | undefined): AuthOutcome {
    return { ok: false, status: 401, headers: this.#digest.challenge(realm, 'server', stale), fault };
  }
}
