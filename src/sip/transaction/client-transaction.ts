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

/** An INVITE and its responses; acknowledges refusals itself. @see RFC 3261 §17.1.1, RFC 6026 */
export class InviteClientTransaction implements ClientTransaction {
  readonly key: string;
  readonly flow: Flow;
  readonly #parts: RequestParts;
  readonly #branch: string;
  readonly #text: string;
  readonly #user: ClientTransactionUser;
  readonly #owner: ClientTransactionOwner;
  #state: InviteClientState = 'calling';
  #timerA: Timer | undefined;
  #linger: Timer | undefined;
  #intervalMs: number;
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
    this.key = key;
    this.#branch = branch;
    this.#parts = parts;
    this.#text = writeRequest(parts);
    this.flow = flow;
    this.#user = user;
    this.#owner = owner;
    this.#intervalMs = owner.timers.values.t1Ms;
  }

  get state(): InviteClientState {
    return this.#state;
  }

  /** Sends the request: once, right after making. */
  start(): void {
    this.#linger = this.#owner.timers.long.add(() => this.#input('timer-b'));
    this.flow.send(this.#text);
    this.#startA();
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

  receive(response: SipResponse): void {
    const { status } = response;
    this.#input(status < 200 ? 'provisional' : status < 300 ? 'success' : 'failure', response);
    if (this.#state === 'proceeding' && this.#cancel && !this.#cancel.sent) this.#sendCancel();
  }

  transportFailed(): void {
    this.#input('transport-error');
  }

  close(): void {
    this.#state = 'terminated';
    this.#timerA?.cancel();
    this.#linger?.cancel();
  }

  #startA(): void {
    // "timer A ... controls request retransmissions" over unreliable transports only (§17.1.1.2)
    if (this.flow.reliable) return;
    this.#timerA = this.#owner.timers.clock.after(this.#intervalMs, () => this.#input('timer-a'));
    this.#intervalMs *= 2;
  }

  #sendCancel(): void {
    if (!this.#cancel) return;
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
    this.#owner.sendCancel(parts, this.#branch, this.flow);
    this.#linger?.cancel();
    this.#linger = this.#owner.timers.long.add(() => this.#gaveUp());
  }

  #gaveUp(): void {
    if (this.#state !== 'proceeding' && this.#state !== 'calling') return;
    this.close();
    this.#owner.ended(this);
    this.#user.onFailure('timeout');
  }

  /** @see RFC 3261 §17.1.1.3 */
  #acknowledge(response: SipResponse): void {
    const { uri, via, from, callId, cseq, routes } = this.#parts;
    const to = response.header('To') ?? this.#parts.to;
    this.#ack = writeRequest({ method: 'ACK', uri, via, from, to, callId, cseq, ...(routes && { routes }) });
  }

  #input(input: InviteClientInput, response?: SipResponse): void {
    const { state, actions } = stepInviteClient(this.#state, input);
    this.#state = state;
    const { timers } = this.#owner;
    for (const action of actions) {
      switch (action) {
        case 'resend':
          this.flow.send(this.#text);
          break;
        case 'start-a':
          this.#startA();
          break;
        case 'stop-a-b':
          this.#timerA?.cancel();
          this.#linger?.cancel();
          break;
        case 'pass':
          if (response) this.#user.onResponse(response);
          break;
        case 'ack':
          if (response && this.#ack === '') this.#acknowledge(response);
          this.flow.send(this.#ack);
          break;
        case 'start-d':
          // "at least 32 seconds for unreliable transports, and a value of zero seconds for reliable transports"; over a
          // reliable one the end comes after the response has been told.
          if (!this.flow.reliable) this.#linger = timers.long.add(() => this.#input('timer-d'));
          break;
        case 'start-m':
          this.#linger = timers.long.add(() => this.#input('timer-m'));
          break;
        case 'tell-timeout':
          this.#user.onFailure('timeout');
          break;
        case 'tell-error':
          this.#user.onFailure('transport');
          break;
        case 'end':
          this.close();
          this.#owner.ended(this);
          break;
      }
    }
    if (this.#state === 'completed' && this.flow.reliable) this.#input('timer-d');
  }
}

/** Any other request and its responses. @see RFC 3261 §17.1.2 */
export class PlainClientTransaction implements ClientTransaction {
  readonly key: string;
  readonly flow: Flow;
  readonly #text: string;
  readonly #user: ClientTransactionUser;
  readonly #owner: ClientTransactionOwner;
  #state: ClientState = 'trying';
  #timerE: Timer | undefined;
  #linger: Timer | undefined;
  #intervalMs: number;

  constructor(key: string, text: string, flow: Flow, user: ClientTransactionUser, owner: ClientTransactionOwner) {
    this.key = key;
    this.#text = text;
    this.flow = flow;
    this.#user = user;
    this.#owner = owner;
    this.#intervalMs = owner.timers.values.t1Ms;
  }

  get state(): ClientState {
    return this.#state;
  }

  /** Sends the request: once, right after making. */
  start(): void {
    this.#linger = this.#owner.timers.long.add(() => this.#input('timer-f'));
    this.flow.send(this.#text);
    this.#startE();
  }

  receive(response: SipResponse): void {
    this.#input(response.status < 200 ? 'provisional' : 'final', response);
  }

  transportFailed(): void {
    this.#input('transport-error');
  }

  close(): void {
    this.#state = 'terminated';
    this.#timerE?.cancel();
    this.#linger?.cancel();
  }

  #startE(): void {
    if (this.flow.reliable) return;
    this.#timerE = this.#owner.timers.clock.after(this.#intervalMs, () => this.#input('timer-e'));
    this.#intervalMs = Math.min(2 * this.#intervalMs, this.#owner.timers.values.t2Ms);
  }

  #input(input: ClientInput, response?: SipResponse): void {
    const { state, actions } = stepClient(this.#state, input);
    this.#state = state;
    const { timers } = this.#owner;
    for (const action of actions) {
      switch (action) {
        case 'resend':
          this.flow.send(this.#text);
          break;
        case 'start-e':
          this.#startE();
          break;
        case 'start-e-t2':
          this.#intervalMs = timers.values.t2Ms;
          this.#startE();
          break;
        case 'stop-e-f':
          this.#timerE?.cancel();
          this.#linger?.cancel();
          break;
        case 'pass':
          if (response) this.#user.onResponse(response);
          break;
        case 'start-k':
          // "T4 seconds for unreliable transports, and zero seconds for reliable transports" (§17.1.2.2)
          if (!this.flow.reliable) this.#linger = timers.t4.add(() => this.#input('timer-k'));
          break;
        case 'tell-timeout':
          this.#user.onFailure('timeout');
          break;
        case 'tell-error':
          this.#user.onFailure('transport');
          break;
        case 'end':
          this.close();
          this.#owner.ended(this);
          break;
      }
    }
    if (this.#state === 'completed' && this.flow.reliable) this.#input('timer-k');
  }
}
