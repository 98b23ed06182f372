import type { Clock } from '../base/clock.ts';
import { AsterismError } from '../base/errors.ts';
import type { Closable } from '../base/scope.ts';
import type { MediaEngine, Recording } from '../media/facade.ts';
import { type Address, formatAddress } from '../net/address.ts';
import type { Network } from '../net/network.ts';
import { UserAgent } from '../sip/agent/user-agent.ts';
import { DigestClient } from '../sip/auth/digest-client.ts';
import type { SipRequest } from '../sip/message/message.ts';
import { formatNameAddr } from '../sip/message/name-addr.ts';
import { parseUri } from '../sip/message/uri.ts';
import { RegistrationClient, type RegistrationState } from '../sip/registration/registration-client.ts';
import type { SessionSettings } from '../sip/session/dialog-way.ts';
import { newCallId } from '../sip/tokens.ts';
import type { ServerTransaction } from '../sip/transaction/server-transaction.ts';
import type { Flow } from '../sip/transport/flow.ts';
import { parseKeyPresses } from './key-presses.ts';
import { type CallPlan, PhoneCall } from './phone-call.ts';
import type { PhoneEvent } from './phone-event.ts';
import { type RecordingPlace, recordingPath } from './recording-place.ts';

/** How a phone is set up. */
export interface PhoneOptions extends CallPlan {
  readonly network: Network;
  readonly clock: Clock;
  /** Its owner closes it, not the phone. */
  readonly media: MediaEngine;
  /** The PBX: where it registers, and where its calls go. The host may be a name. */
  readonly server: Address;
  /** Its name at the PBX. */
  readonly user: string;
  readonly secret: string;
  /** UDP if left out. */
  readonly protocol?: 'UDP' | 'TCP';
  /** Where it listens, port 0 for a free one; if left out a free port of the address that faces the server. */
  readonly local?: Partial<Address>;
  /** Registers; on if left out. Otherwise calls come straight to where it listens, from anywhere. */
  readonly register?: boolean;
  /** The name that it shows when it calls; none if left out. */
  readonly displayName?: string;
  /** Where what is heard is written: a wav file a call. */
  readonly recordings: RecordingPlace;
  /** Told of each step, in order. */
  readonly onEvent: (event: PhoneEvent) => void;
  /** Plays a wav file through a loudspeaker while it grows; the returned function ends that. */
  readonly speaker?: (path: string) => () => void;
}

const EXPIRY_SECONDS = 300;
const RETRY_SECONDS = 5;
/** How long closing waits for the server to take the registration back. */
const UNREGISTER_MS = 1000;

/**
 * Opens a phone and begins to register. Its owner closes it.
 * @throws AsterismError `PH0001` when the server's name has no address, `PH0002` when its own address cannot be had.
 */
export async function openPhone(options: PhoneOptions): Promise<Phone> {
  const { network, server, protocol = 'UDP', local = {} } = options;
  const [host] = await network.resolveHost(server.host);
  if (host === undefined) throw new AsterismError('PH0001', `the name ${server.host} has no address`);
  const wanted = { host: local.host ?? network.sourceAddressFor(host), port: local.port ?? 0 };
  const phone = new Phone(options, { host, port: server.port }, wanted.host);
  const fault = await phone.listen(protocol, wanted);
  if (fault !== undefined) {
    await phone.close();
    throw new AsterismError('PH0002', fault);
  }
  if (options.register !== false) phone.register();
  return phone;
}

/** A small SIP phone: registers, rings, answers, calls, sends digits, and writes what it hears to a file. One call at a time. */
export class Phone implements Closable {
  readonly #options: PhoneOptions;
  /** The server, its name looked up. */
  readonly #server: Address;
  readonly #host: string;
  readonly #agent: UserAgent;
  readonly #registration: RegistrationClient;
  #local: Address | undefined;
  #call: PhoneCall | undefined;
  #registered: RegistrationState = 'idle';
  #calls = 0;
  #leaving = false;
  #closing: Promise<void> | undefined;

  /** Use {@link openPhone}. @param host the address that it is to be reached at. */
  constructor(options: PhoneOptions, server: Address, host: string) {
    const { network, clock, user, protocol = 'UDP' } = options;
    this.#options = options;
    this.#server = server;
    this.#host = host;
    this.#agent = new UserAgent(
      network,
      clock,
      {
        onRequest: (request, transaction) => this.#onRequest(request, transaction),
        onFlowFault: (flow) => this.#onFlowFault(flow),
      },
      { product: 'Asterism phone', services: false },
    );
    const settings = {
      server: this.#uri(),
      address: this.#uri(user),
      contactUser: user,
      expirySeconds: EXPIRY_SECONDS,
      retrySeconds: RETRY_SECONDS,
      forbiddenRetrySeconds: 0,
      mostAttempts: 0,
      locate: { protocol },
    };
    this.#registration = new RegistrationClient(this.#agent, clock, settings, this.#digest(), {
      onState: (state, status) => this.#onRegistration(state, status),
    });
  }

  /** Where it listens. */
  get local(): Address {
    return this.#local ?? { host: this.#host, port: 0 };
  }

  /** True while the PBX knows where it is. */
  get registered(): boolean {
    return this.#registered === 'registered';
  }

  /** True from the first ring or dialling until what was heard is written. */
  get inCall(): boolean {
    return this.#call !== undefined;
  }

  /** Binds its socket. @returns what is in the way, or undefined. */
  async listen(protocol: 'UDP' | 'TCP', local: Address): Promise<string | undefined> {
    const bound = await this.#agent.transactions.transport.listen(protocol, local);
    if (!bound.ok) return bound.fault.message;
    this.#local = bound.value.local;
    return undefined;
  }

  /** Registers now; also after having given up. */
  register(): void {
    if (!this.#leaving) this.#registration.start();
  }

  /** Calls a number of the PBX. Does nothing but say so while another call is there. */
  dial(number: string): void {
    const server = parseUri(this.#uri());
    if (this.#leaving || !server) return;
    const { onEvent, user, displayName = '', protocol = 'UDP' } = this.#options;
    if (this.#call) {
      onEvent({ kind: 'troubled', message: `cannot call ${number}: another call is there` });
      return;
    }
    const call = this.#newCall();
    onEvent({ kind: 'dialled', number });
    const fail = (message: string): void => {
      onEvent({ kind: 'troubled', message });
      call.abandon();
    };
    this.#agent.locate(
      server,
      (located) => {
        const body = call.offer();
        if (!located.ok || !body) {
          fail(located.ok ? 'no port is free for the sound' : located.message);
          return;
        }
        const parts = {
          uri: this.#uri(number),
          from: formatNameAddr(displayName, this.#uri(user)),
          to: `<${this.#uri(number)}>`,
          callId: newCallId(this.#agent.transactions.tokens, this.#host),
          body,
        };
        call.place(this.#agent.invite(located.flow, parts, this.#sessionSettings()));
      },
      { protocol },
    );
  }

  /** Answers the call that rings. */
  answer(): void {
    this.#call?.answer();
  }

  /** Hangs up, or refuses a call that rings. */
  hangup(): void {
    this.#call?.hangUp();
  }

  /**
   * Presses keys, one after another: `0-9 * # A-D`, `w` waits half a second, `W` a second. Does nothing unless a call is answered.
   * @returns false where `keys` has anything else in it; then none is pressed.
   */
  sendDigits(keys: string): boolean {
    const presses = parseKeyPresses(keys);
    if (presses) this.#call?.press(presses);
    return presses !== undefined;
  }

  /** Writes what the call hears from now on to one more wav file, an absolute path; undefined where there is no call. */
  record(path: string): Recording | undefined {
    return this.#call?.record(path);
  }

  /** Hangs up, takes its registration back and goes away. Resolves when all is written and the server has answered or a second is over. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /**
   * Leaves its name to another phone that has registered under it: takes no more calls, lets the one that is up end by itself,
   * and goes away without touching the other's registration.
   */
  async giveWay(): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#registration.abandon();
    await this.#call?.finished;
    await this.close();
  }

  async #close(): Promise<void> {
    this.#leaving = true;
    const call = this.#call;
    call?.hangUp();
    await call?.finished;
    await this.#unregister();
    this.#agent.close();
  }

  async #unregister(): Promise<void> {
    if (!this.registered) {
      this.#registration.close();
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const limit = this.#options.clock.after(UNREGISTER_MS, resolve);
    this.#registration.close(resolve);
    await promise;
    limit.cancel();
    this.#options.onEvent({ kind: 'unregistered' });
  }

  #newCall(): PhoneCall {
    const { clock, media, recordings, user, onEvent, speaker } = this.#options;
    const call = new PhoneCall({
      clock,
      media,
      address: this.#host,
      recording: recordingPath(recordings, user, clock.now(), ++this.#calls),
      sessionId: Number.parseInt(this.#agent.transactions.tokens.hex(4), 16),
      plan: this.#options,
      tell: onEvent,
      speaker,
    });
    this.#call = call;
    void call.finished.then(() => {
      if (this.#call === call) this.#call = undefined;
    });
    return call;
  }

  #onRequest(request: SipRequest, transaction: ServerTransaction): void {
    const { method } = request;
    if (method === 'OPTIONS') this.#agent.respond(transaction, 200);
    // Word of waiting messages and the like comes unasked; it is taken so that the server does not complain.
    else if (method === 'NOTIFY') this.#agent.respond(transaction, 200);
    else if (method !== 'INVITE') this.#agent.respond(transaction, 405);
    // A phone that registers takes calls from its server only, and from nobody who happens to find its port.
    else if (this.#options.register !== false && request.source.host !== this.#server.host)
      this.#agent.respond(transaction, 403);
    else if (this.#leaving) this.#agent.respond(transaction, 480);
    else if (this.#call) this.#agent.respond(transaction, 486);
    else this.#newCall().take(this.#agent.takeInvite(request, transaction, this.#sessionSettings()));
  }

  /** A connection is gone, and with it the way in: registers anew over another. */
  #onFlowFault(flow: Flow): void {
    if (flow !== this.#registration.flow || !flow.closed || this.#leaving || !this.registered) return;
    this.#registered = 'trying';
    this.#options.clock.after(RETRY_SECONDS * 1000, () => this.register());
  }

  #onRegistration(state: RegistrationState, status: number): void {
    const before = this.#registered;
    if (state === 'trying') return;
    this.#registered = state;
    if (this.#leaving || (state === before && state !== 'waiting')) return;
    const { onEvent, server, user } = this.#options;
    if (state === 'registered') onEvent({ kind: 'registered', server: formatAddress(server), user });
    else if (state === 'waiting') onEvent({ kind: 'registration-failed', status, retryMs: RETRY_SECONDS * 1000 });
    else if (state === 'rejected') onEvent({ kind: 'registration-failed', status, retryMs: undefined });
  }

  #sessionSettings(): SessionSettings {
    return { contactUser: this.#options.user, symmetric: true, digest: this.#digest() };
  }

  /** Each party to a challenge has its own: the nonces of calls and of the registration are not one row. */
  #digest(): DigestClient {
    const { user, secret } = this.#options;
    return new DigestClient({ username: user, secret: { password: secret } }, this.#agent.transactions.tokens);
  }

  #uri(user?: string): string {
    const transport = this.#options.protocol === 'TCP' ? ';transport=tcp' : '';
    return `sip:${user === undefined ? '' : `${encodeURIComponent(user)}@`}${formatAddress(this.#server)}${transport}`;
  }
}
