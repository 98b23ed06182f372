import type { Timer } from '../../base/clock.ts';
import type { SipResponse } from '../message/message.ts';
import { type HeaderLines, type RequestParts, writeRequest } from '../message/write-message.ts';
import type { Flow } from '../transport/flow.ts';
import { type ClientInput, type ClientState, stepClient } from './client-machine.ts';
import { type InviteClientInput, type InviteClientState, stepInviteClient } from './invite-client-machine.ts';
import type { TransactionTimers } from './timers.ts';

/** Who sent a request, and hears what becomes of it. */
export interface ClientTransactionUser {
  /** Each provisional response, one final response; for INVITE every 2xx, repeated ones too, for the user acknowledges them. */
  onResponse(response: SipResponse): void;
  /** No final response came in time, or the request could not be sent. Comes at most once, and never after a final response. */
  onFailure(what: 'timeout' | 'transport'): void;
}

/** What a client transaction needs of its layer. */
export interface ClientTransactionOwner {
  readonly timers: TransactionTimers;
  /** Sends the CANCEL of an INVITE as a transaction of its own. */
  sendCancel(parts: RequestParts, branch: string, flow: Flow): void;
  ended(transaction: ClientTransaction): void;
}

/** One request sent and its responses. It ends by itself. @see RFC 3261 §17.1 */
export interface ClientTransaction {
  readonly key: string;
  readonly flow: Flow;
  receive(response: SipResponse): void;
  /** Nothing more can be sent. */
  transportFailed(): void;
  /** Ends it at once and silently. */
  close(): void;
}

/** Hears nothing any more. */
const NOBODY: ClientTransactionUser = { onResponse() {}, onFailure() {} };

/** What is to be done alike about both kinds. */
type CommonAction = 'resend' | 'stop' | 'pass' | 'tell-timeout' | 'tell-error' | 'end';

/** What both kinds have in common: the request, its timers, and whom to tell. */
abstract class Base implements ClientTransaction {
  readonly key: string;
  readonly flow: Flow;
  /** Let go with the text, but for an INVITE, which may have more to tell. */
  protected user: ClientTransactionUser;
  protected readonly owner: ClientTransactionOwner;
  /** Gives up, or takes the time for repeated responses. */
  protected linger: Timer | undefined;
  protected intervalMs: number;
  /** Let go once the final response is there: thousands of finished transactions wait at any time. */
  #text: string;
  /** Repeats the request. */
  #repeat: Timer | undefined;

  constructor(key: string, text: string, flow: Flow, user: ClientTransactionUser, owner: ClientTransactionOwner) {
    this.key = key;
    this.#text = text;
    this.flow = flow;
    this.user = user;
    this.owner = owner;
    this.intervalMs = owner.timers.values.t1Ms;
  }

  /** Sends the request: once, right after making. */
  start(): void {
    this.linger = this.owner.timers.long.add(() => this.timeOver());
    this.flow.send(this.#text);
    this.startRepeating();
  }

  abstract receive(response: SipResponse): void;
  abstract transportFailed(): void;

  close(): void {
    this.terminate();
    this.#repeat?.cancel();
    this.linger?.cancel();
  }

  /** What the request was made of is of no more use. */
  protected forget(): void {
    this.#text = '';
  }

  /** No final response has come in time: timer B or F. */
  protected abstract timeOver(): void;
  /** It is time to send the request again: timer A or E. */
  protected abstract repeatDue(): void;
  /** Enters the last state. */
  protected abstract terminate(): void;

  /** Waits for the next repetition, over unreliable transports only, and makes the interval twice as long, `mostMs` at most. */
  protected startRepeating(mostMs = Number.POSITIVE_INFINITY): void {
    if (this.flow.reliable) return;
    this.#repeat = this.owner.timers.repeat(this.intervalMs, () => this.repeatDue());
    this.intervalMs = Math.min(2 * this.intervalMs, mostMs);
  }

  protected act(action: CommonAction, response: SipResponse | undefined): void {
    switch (action) {
      case 'resend':
        this.flow.send(this.#text);
        break;
      case 'stop':
        this.#repeat?.cancel();
        this.#repeat = undefined;
        this.linger?.cancel();
        break;
      case 'pass':
        if (response) this.user.onResponse(response);
        break;
      case 'tell-timeout':
        this.user.onFailure('timeout');
        break;
      case 'tell-error':
        this.user.onFailure('transport');
        break;
      case 'end':
        this.close();
        this.owner.ended(this);
        break;
    }
  }
}

/** An INVITE and its responses; acknowledges refusals itself. @see RFC 3261 §17.1.1, RFC 6026 */
export class InviteClientTransaction extends Base {
  /** Let go with the text. */
  #parts: RequestParts | undefined;
  readonly #branch: string;
  #state: InviteClientState = 'calling';
  #cancel: { headers: HeaderLines; sent: boolean } | undefined;
  #ack = '';

  constructor(
    key: string,
    branch: string,
    parts: RequestParts,
    flow: Flow,
    user: ClientTransactionUser,
    owner: ClientTransactionOwner,
  ) {
    super(key, writeRequest(parts), flow, user, owner);
    this.#branch = branch;
    this.#parts = parts;
  }

  get state(): InviteClientState {
    return this.#state;
  }

  /**
   * Gives the INVITE up. The CANCEL waits for the first provisional response; without a final response within 64*T1 of
   * the CANCEL the transaction fails by timeout.
   * @see RFC 3261 §9.1
   */
  cancel(headers: HeaderLines = []): void {
    if (this.#cancel || this.#state === 'completed' || this.#state === 'accepted' || this.#state === 'terminated')
      return;
    this.#cancel = { headers, sent: false };
    if (this.#state === 'proceeding') this.#sendCancel();
  }

  /** From now on `user` hears what comes. */
  handOver(user: ClientTransactionUser): void {
    this.user = user;
  }

  receive(response: SipResponse): void {
    const { status } = response;
    this.#input(status < 200 ? 'provisional' : status < 300 ? 'success' : 'failure', response);
    if (this.#state === 'proceeding' && this.#cancel && !this.#cancel.sent) this.#sendCancel();
    if (status >= 200) this.forget();
  }

  transportFailed(): void {
    this.#input('transport-error');
  }

  protected override forget(): void {
    super.forget();
    this.#parts = undefined;
  }

  protected timeOver(): void {
    this.#input('timer-b');
  }

  protected repeatDue(): void {
    this.#input('timer-a');
  }

  protected terminate(): void {
    this.#state = 'terminated';
  }

  #sendCancel(): void {
    if (!this.#cancel || !this.#parts) return;
    this.#cancel.sent = true;
    const { uri, via, from, to, callId, cseq, routes } = this.#parts;
    // "The Request-URI, Call-ID, To, the numeric part of CSeq, and From header fields in the CANCEL request MUST be identical
    // to those in the request being cancelled" (§9.1)
    const parts: RequestParts = {
      method: 'CANCEL',
      uri,
      via,
      from,
      to,
      callId,
      cseq,
      ...(routes && { routes }),
      headers: this.#cancel.headers,
    };
    this.owner.sendCancel(parts, this.#branch, this.flow);
    this.linger?.cancel();
    this.linger = this.owner.timers.long.add(() => this.#gaveUp());
  }

  #gaveUp(): void {
    if (this.#state !== 'proceeding' && this.#state !== 'calling') return;
    this.act('end', undefined);
    this.act('tell-timeout', undefined);
  }

  /** @see RFC 3261 §17.1.1.3 */
  #acknowledge(response: SipResponse): void {
    if (!this.#parts) return;
    const { uri, via, from, callId, cseq, routes } = this.#parts;
    const to = response.header('To') ?? this.#parts.to;
    this.#ack = writeRequest({ method: 'ACK', uri, via, from, to, callId, cseq, ...(routes && { routes }) });
  }

  #input(input: InviteClientInput, response?: SipResponse): void {
    const { state, actions } = stepInviteClient(this.#state, input);
    this.#state = state;
    const { timers } = this.owner;
    for (const action of actions) {
      switch (action) {
        case 'start-a':
          this.startRepeating();
          break;
        case 'ack':
          if (response && this.#ack === '') this.#acknowledge(response);
          this.flow.send(this.#ack);
          break;
        case 'start-d':
          // "at least 32 seconds for unreliable transports, and a value of zero seconds for reliable transports"; over a
          // reliable one the end comes after the response has been told.
          if (!this.flow.reliable) this.linger = timers.long.add(() => this.#input('timer-d'));
          break;
        case 'start-m':
          this.linger = timers.long.add(() => this.#input('timer-m'));
          break;
        default:
          this.act(action, response);
      }
    }
    if (this.#state === 'completed' && this.flow.reliable) this.#input('timer-d');
  }
}

/** Any other request and its responses. @see RFC 3261 §17.1.2 */
export class PlainClientTransaction extends Base {
  #state: ClientState = 'trying';

  get state(): ClientState {
    return this.#state;
  }

  receive(response: SipResponse): void {
    this.#input(response.status < 200 ? 'provisional' : 'final', response);
    if (response.status < 200) return;
    this.forget();
    this.user = NOBODY;
  }

  transportFailed(): void {
    this.#input('transport-error');
  }

  protected timeOver(): void {
    this.#input('timer-f');
  }

  protected repeatDue(): void {
    this.#input('timer-e');
  }

  protected terminate(): void {
    this.#state = 'terminated';
  }

  #input(input: ClientInput, response?: SipResponse): void {
    const { state, actions } = stepClient(this.#state, input);
    this.#state = state;
    const { timers } = this.owner;
    for (const action of actions) {
      switch (action) {
        case 'start-e':
          this.startRepeating(timers.values.t2Ms);
          break;
        case 'start-e-t2':
          this.intervalMs = timers.values.t2Ms;
          this.startRepeating(timers.values.t2Ms);
          break;
        case 'start-k':
          // "T4 seconds for unreliable transports, and zero seconds for reliable transports" (§17.1.2.2)
          if (!this.flow.reliable) this.linger = timers.t4.add(() => this.#input('timer-k'));
          break;
        default:
          this.act(action, response);
      }
    }
    if (this.#state === 'completed' && this.flow.reliable) this.#input('timer-k');
  }
}
