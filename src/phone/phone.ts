import type { Clock } from '../base/clock.ts';
import type { Ms } from '../base/duration.ts';
import type { MediaEngine } from '../media/facade.ts';
import { type Address, formatAddress } from '../net/address.ts';
import type { Network } from '../net/network.ts';
import { UserAgent } from '../sip/agent/user-agent.ts';
import { DigestClient } from '../sip/auth/digest-client.ts';
import type { SipRequest } from '../sip/message/message.ts';
import { RegistrationClient, type RegistrationState } from '../sip/registration/registration-client.ts';
import { newCallId } from '../sip/tokens.ts';
import type { ServerTransaction } from '../sip/transaction/server-transaction.ts';
import { PhoneCall } from './phone-call.ts';

/** How a phone is set up. */
export interface PhoneOptions {
  readonly network: Network;
  readonly clock: Clock;
  /** Its owner closes it, not the phone. */
  readonly media: MediaEngine;
  /** Where it listens; port 0 takes a free one. */
  readonly local: Address;
  /** The PBX. */
  readonly server: Address;
  /** Its name at the PBX. */
  readonly user: string;
  readonly secret: string;
  /** Answers so long after the first ring; undefined: only when told to. */
  readonly answerAfterMs: Ms | undefined;
  /** Where it writes what it hears: a wav file a call. The folder exists. */
  readonly folder: string;
  /** Told of each step, one line without a line feed. */
  readonly tell: (step: string) => void;
  /** Plays a growing wav file through a loudspeaker; the returned function ends that. */
  readonly speaker?: (path: string) => () => void;
}

const EXPIRY_SECONDS = 300;
const RETRY_SECONDS = 5;

/** A small SIP phone: registers, rings, answers, sends digits, and writes what it hears to a file. One call at a time. */
export class Phone {
  readonly #options: PhoneOptions;
  readonly #agent: UserAgent;
  readonly #digest: DigestClient;
  readonly #registration: RegistrationClient;
  #local: Address;
  #call: PhoneCall | undefined;
  #registered: RegistrationState = 'idle';
  #calls = 0;
  #closed = false;

  private constructor(options: PhoneOptions) {
    const { network, clock, server, user, secret } = options;
    this.#options = options;
    this.#local = options.local;
    this.#agent = new UserAgent(
      network,
      clock,
      { onRequest: (request, transaction) => this.#onRequest(request, transaction) },
      { product: 'Asterism phone', services: false },
    );
    this.#digest = new DigestClient({ username: user, secret: { password: secret } }, this.#agent.transactions.tokens);
    this.#registration = new RegistrationClient(
      this.#agent,
      clock,
      {
        server: `sip:${formatAddress(server)}`,
        address: `sip:${user}@${formatAddress(server)}`,
        contactUser: user,
        expirySeconds: EXPIRY_SECONDS,
        retrySeconds: RETRY_SECONDS,
        forbiddenRetrySeconds: 0,
        mostAttempts: 0,
      },
      this.#digest,
      { onState: (state, status) => this.#onRegistration(state, status) },
    );
  }

  /** Binds its socket and begins to register; a string says why it cannot. Its owner closes it. */
  static async open(options: PhoneOptions): Promise<Phone | string> {
    const phone = new Phone(options);
    const bound = await phone.#agent.transactions.transport.listen('UDP', options.local);
    if (!bound.ok) {
      phone.#agent.close();
      return bound.fault.message;
    }
    phone.#local = bound.value.local;
    phone.#registration.start();
    return phone;
  }

  /** Where it listens. */
  get local(): Address {
    return this.#local;
  }

  /** True while the PBX knows where it is. */
  get registered(): boolean {
    return this.#registered === 'registered';
  }

  get inCall(): boolean {
    return this.#call !== undefined;
  }

  /** Answers the call that rings. */
  answer(): void {
    this.#call?.answer();
  }

  /** Hangs up, or refuses a call that rings. */
  hangUp(): void {
    this.#call?.hangUp();
  }

  /** Sends a digit, 0-9 * # A-D. */
  press(digit: string): void {
    this.#call?.press(digit);
  }

  /** Calls an extension of the PBX. */
  dial(exten: string): void {
    if (this.#call || this.#closed) return;
    const { server, user } = this.#options;
    const flow = this.#agent.transactions.transport.flowTo('UDP', server);
    if (!flow) return;
    const call = this.#newCall();
    const session = this.#agent.invite(
      flow,
      {
        uri: `sip:${exten}@${formatAddress(server)}`,
        from: `<sip:${user}@${formatAddress(server)}>`,
        to: `<sip:${exten}@${formatAddress(server)}>`,
        callId: newCallId(this.#agent.transactions.tokens, this.#local.host),
        body: call.offer(),
      },
      { contactUser: user, symmetric: true, digest: this.#digest },
    );
    this.#options.tell(`calls ${exten}`);
    call.place(session);
  }

  /** Hangs up and goes away: with the PBX told, or silently where another phone has taken its name. Resolves when all is written. */
  async close(unregister = true): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const call = this.#call;
    call?.hangUp();
    await call?.finished;
    if (unregister) this.#registration.close();
    this.#agent.close();
  }

  #newCall(): PhoneCall {
    const { clock, media, folder, user, tell, speaker, answerAfterMs } = this.#options;
    const call = new PhoneCall({
      clock,
      media,
      address: this.#local.host,
      recording: `${folder}/${user}-${stamp(clock.now())}-${++this.#calls}.wav`,
      sessionId: Number.parseInt(this.#agent.transactions.tokens.hex(4), 16),
      answerAfterMs,
      tell,
      speaker,
    });
    this.#call = call;
    void call.finished.then(() => {
      if (this.#call === call) this.#call = undefined;
    });
    return call;
  }

  #onRequest(request: SipRequest, transaction: ServerTransaction): void {
    if (request.method === 'OPTIONS') this.#agent.respond(transaction, 200);
    else if (request.method !== 'INVITE') this.#agent.respond(transaction, 405);
    else if (this.#call || this.#closed) this.#agent.respond(transaction, 486);
    else {
      const session = this.#agent.takeInvite(request, transaction, {
        contactUser: this.#options.user,
        symmetric: true,
        digest: this.#digest,
      });
      this.#newCall().take(session, request);
    }
  }

  #onRegistration(state: RegistrationState, status: number): void {
    const before = this.#registered;
    const { tell, server, user } = this.#options;
    if (this.#closed || state === 'trying') return;
    this.#registered = state;
    if (state === before) return;
    if (state === 'registered') tell(`is registered at ${formatAddress(server)} as ${user}`);
    else if (state === 'waiting') tell(`cannot register (${status}), tries again in ${RETRY_SECONDS} s`);
    else if (state === 'rejected') tell(`is refused (${status}): is the secret right?`);
  }
}

/** A time as it stands in a file name, `20260105-030409`, in the machine's own time zone. */
function stamp(timeMs: number): string {
  const date = new Date(timeMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
