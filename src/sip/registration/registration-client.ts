import type { Clock, Timer } from '../../base/clock.ts';
import type { Closable } from '../../base/scope.ts';
import type { UserAgent } from '../agent/user-agent.ts';
import type { DigestClient } from '../auth/digest-client.ts';
import type { SipResponse } from '../message/message.ts';
import { parseUri, sameUri } from '../message/uri.ts';
import { contactFor } from '../session/session-owner.ts';
import { newCallId, newTag } from '../tokens.ts';
import type { Flow } from '../transport/flow.ts';
import type { LocateOptions } from '../transport/locate.ts';

/**
 * Where a registration of ours stands.
 *
 *     idle -> trying -> registered -> trying (refresh) -> registered ...
 *               \-> waiting (failed, tries again) -> trying
 *               \-> rejected (gave up)
 */
export type RegistrationState = 'idle' | 'trying' | 'registered' | 'waiting' | 'rejected';

/** How to register with a server. Times in seconds. */
export interface RegistrationSettings {
  /** The registrar, `sip:host[:port]`. */
  readonly server: string;
  /** The address to be registered, `sip:user@domain`. */
  readonly address: string;
  /** The user part of our Contact: the extension that calls come in for. */
  readonly contactUser: string;
  readonly expirySeconds: number;
  /** Wait after a failure that may pass. */
  readonly retrySeconds: number;
  /** Wait after 403 and credentials that were refused; 0 gives up. */
  readonly forbiddenRetrySeconds: number;
  /** Attempts in a row before giving up; 0 never gives up. */
  readonly mostAttempts: number;
  /** A URI that the requests go through; '' for none. */
  readonly proxy?: string;
  readonly locate?: LocateOptions;
}

/** What a registration tells. */
export interface RegistrationListener {
  /** `status` is that of the last response, 408 for none, 503 where nothing could be sent, 0 before. */
  onState(state: RegistrationState, status: number): void;
}

/** Refresh so long before the end: 15 s, as Asterisk does, but a fifth of the interval at most. */
const LONGEST_LEAD_SECONDS = 15;

/** Keeps one address of ours registered with a server. Its owner closes it, which unregisters. @see RFC 3261 §10.2 */
export class RegistrationClient implements Closable {
  readonly settings: RegistrationSettings;
  readonly #agent: UserAgent;
  readonly #clock: Clock;
  readonly #digest: DigestClient | undefined;
  readonly #listener: RegistrationListener;
  readonly #callId: string;
  #cseq = 101;
  #state: RegistrationState = 'idle';
  #status = 0;
  #attempts = 0;
  #timer: Timer | undefined;
  #expirySeconds: number;
  #refreshSeconds = 0;
  #registeredAtMs: number | undefined;
  #flow: Flow | undefined;
  #closed = false;

  constructor(
    agent: UserAgent,
    clock: Clock,
    settings: RegistrationSettings,
    digest: DigestClient | undefined,
    listener: RegistrationListener,
  ) {
    this.#agent = agent;
    this.#clock = clock;
    this.settings = settings;
    this.#digest = digest;
    this.#listener = listener;
    this.#expirySeconds = settings.expirySeconds;
    this.#callId = newCallId(agent.transactions.tokens, parseUri(settings.address)?.host ?? 'localhost');
  }

  get state(): RegistrationState {
    return this.#state;
  }

  /** The status of the last response; 0 before any. */
  get status(): number {
    return this.#status;
  }

  /** Seconds between two registrations, once registered. */
  get refreshSeconds(): number {
    return this.#refreshSeconds;
  }

  /** Epoch milliseconds of the last success. */
  get registeredAtMs(): number | undefined {
    return this.#registeredAtMs;
  }

  /** The way to the server, once found. */
  get flow(): Flow | undefined {
    return this.#flow;
  }

  /** Registers now; also out of turn, and after having given up. */
  start(): void {
    if (this.#closed) return;
    this.#attempts = 0;
    this.#digest?.reset();
    this.#attempt();
  }

  /**
   * Takes the registration back at the server and stops. Does not wait for the answer.
   * @param answered told once when the answer has come or will not come; at once where there is nothing to take back.
   */
  close(answered: () => void = () => {}): void {
    if (this.#closed) return;
    this.#timer?.cancel();
    const registered = this.#state === 'registered';
    this.#closed = true;
    if (registered && this.#flow && !this.#flow.closed) this.#send(this.#flow, 0, answered);
    else answered();
    this.#set('idle', this.#status);
  }

  /** Stops without a word to the server, as when another has registered the address and is to keep it. */
  abandon(): void {
    this.#state = 'idle';
    this.close();
  }

  #attempt(): void {
    this.#timer?.cancel();
    this.#attempts++;
    this.#set('trying', this.#status);
    const hop = parseUri(this.settings.proxy || this.settings.server);
    if (!hop) {
      this.#failed(503);
      return;
    }
    this.#agent.locate(
      hop,
      (located) => {
        if (this.#closed) return;
        if (located.ok) {
          this.#flow = located.flow;
          this.#send(located.flow, this.#expirySeconds);
        } else this.#failed(503);
      },
      this.settings.locate,
    );
  }

  #send(flow: Flow, seconds: number, afterwards: () => void = () => {}): void {
    const { address, server, contactUser, proxy } = this.settings;
    const cseq = ++this.#cseq;
    // One Call-ID for all registrations, and a higher CSeq for each (§10.2); an attempt may need three for its credentials.
    this.#cseq += 3;
    const request = {
      method: 'REGISTER',
      uri: server,
      from: `<${address}>;tag=${newTag(this.#agent.transactions.tokens)}`,
      to: `<${address}>`,
      callId: this.#callId,
      cseq,
      ...(proxy && { routes: [`<${proxy}>`] }),
      headers: [
        ['Contact', contactFor(flow, contactUser)],
        ['Expires', String(seconds)],
      ] as const,
    };
    this.#agent.request(flow, request, this.#digest, (status, response) => {
      if (this.#closed) afterwards();
      else this.#answered(status, response, flow);
    });
  }

  #answered(status: number, response: SipResponse | undefined, flow: Flow): void {
    this.#status = status;
    if (status >= 200 && status < 300 && response) this.#succeeded(status, response, flow);
    else if (status === 423 && response) this.#tooShort(response);
    else this.#failed(status);
  }

  #succeeded(status: number, response: SipResponse, flow: Flow): void {
    const granted = grantedSeconds(response, contactFor(flow, this.settings.contactUser), this.#expirySeconds);
    const lead = Math.min(LONGEST_LEAD_SECONDS, Math.ceil(granted / 5));
    this.#refreshSeconds = Math.max(1, granted - lead);
    this.#registeredAtMs = this.#clock.now();
    this.#attempts = 0;
    this.#set('registered', status);
    this.#wait(this.#refreshSeconds);
  }

  /** "If a UA receives a 423 (Interval Too Brief) response ..., it MAY retry the registration" with Min-Expires (§10.2.8). */
  #tooShort(response: SipResponse): void {
    const least = response.number('Min-Expires');
    if (least === undefined || least <= this.#expirySeconds || this.#attempts > 3) {
      this.#failed(423);
      return;
    }
    this.#expirySeconds = least;
    this.#attempt();
  }

  #failed(status: number): void {
    this.#status = status;
    const { retrySeconds, forbiddenRetrySeconds, mostAttempts } = this.settings;
    const forbidden = status === 403 || status === 401 || status === 407;
    const wait = forbidden ? forbiddenRetrySeconds : retrySeconds;
    if (wait === 0 || (mostAttempts > 0 && this.#attempts >= mostAttempts)) {
      this.#set('rejected', status);
      return;
    }
    // A refused secret may be sent again at the next turn only.
    this.#digest?.reset();
    this.#set('waiting', status);
    this.#wait(wait);
  }

  #wait(seconds: number): void {
    this.#timer = this.#clock.after(seconds * 1000, () => this.#attempt());
  }

  #set(state: RegistrationState, status: number): void {
    this.#state = state;
    this.#listener.onState(state, status);
  }
}

/** The interval that the server granted: that of our own contact, else of the message, else what we asked for. */
function grantedSeconds(response: SipResponse, contact: string, asked: number): number {
  const ours = parseUri(contact.slice(1, -1));
  const own = response.contacts.find(({ uri }) => uri && ours && sameUri(uri, ours)) ?? response.contacts[0];
  const param = own?.param('expires');
  if (param !== undefined && /^[1-9]\d{0,8}$/.test(param)) return Number(param);
  const header = response.number('Expires');
  return header !== undefined && header > 0 ? header : asked;
}
