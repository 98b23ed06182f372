import type { Timer } from '../../base/clock.ts';
import type { SipRequest } from '../message/message.ts';
import { type ResponseParts, writeResponse } from '../message/write-message.ts';
import type { Flow } from '../transport/flow.ts';
import { type InviteServerInput, type InviteServerState, stepInviteServer } from './invite-server-machine.ts';
import { type ServerInput, type ServerState, stepServer } from './server-machine.ts';
import type { TransactionTimers } from './timers.ts';

/** What the user of a server transaction may want to hear. */
export interface ServerTransactionUser {
  /** The client gave up an INVITE that has no final response yet; the CANCEL itself is already answered. */
  onCancel?(cancel: SipRequest): void;
  /** An ACK with the branch of an INVITE that was accepted (a faulty, yet common client). */
  onAck?(ack: SipRequest, flow: Flow): void;
  /** The ACK of a refusal never came, or nothing can be sent to the client. */
  onFailure?(what: 'no-ack' | 'transport'): void;
}

/** What a server transaction needs of its layer. */
export interface ServerTransactionOwner {
  readonly timers: TransactionTimers;
  /** A way to a client whose connection is gone. */
  reopen(flow: Flow, sentByPort: number | undefined): Flow | undefined;
  ended(transaction: ServerTransaction): void;
}

/** One request received and its responses. It ends by itself. @see RFC 3261 §17.2 */
export interface ServerTransaction {
  readonly key: string;
  readonly method: string;
  /** The way that the request came and responses go. */
  readonly flow: Flow;
  user: ServerTransactionUser;
  /** True once a final response has been sent. */
  readonly answered: boolean;
  /** Answers: a provisional response as often as wanted, a final one once; what comes too late is ignored. */
  respond(status: number, parts?: ResponseParts): void;
  /** Sends the last response once more. For the 2xx of an INVITE, which its user repeats. @see RFC 3261 §13.3.1.4 */
  repeat(): void;
  /** Sends responses to the port that Via names instead of the one that the request came from. @see RFC 3261 §18.2.2 */
  replyToSentBy(): void;
  /** A repeated request, or for INVITE its ACK, has come. */
  receive(request: SipRequest, flow: Flow): void;
  /** Ends it at once and silently. */
  close(): void;
}

/** What both kinds have in common. */
abstract class Base implements ServerTransaction {
  readonly key: string;
  readonly method: string;
  user: ServerTransactionUser = {};
  protected readonly owner: ServerTransactionOwner;
  protected linger: Timer | undefined;
  #flow: Flow;
  /** Let go once the final response is written: thousands of finished transactions wait at any time. */
  #request: SipRequest | undefined;
  readonly #sentByPort: number | undefined;
  #last = '';

  constructor(key: string, request: SipRequest, flow: Flow, owner: ServerTransactionOwner) {
    this.key = key;
    this.method = request.method;
    this.#request = request;
    this.#sentByPort = request.via?.port;
    this.#flow = flow;
    this.owner = owner;
  }

  get flow(): Flow {
    return this.#flow;
  }

  abstract get answered(): boolean;
  abstract receive(request: SipRequest, flow: Flow): void;
  abstract close(): void;
  protected abstract input(what: 'provisional' | 'success' | 'failure' | 'transport-error'): void;

  respond(status: number, parts?: ResponseParts): void {
    const request = this.#request;
    if (!request) return;
    this.#last = writeResponse(request, status, parts);
    if (status >= 200) this.#request = undefined;
    this.input(status < 200 ? 'provisional' : status < 300 ? 'success' : 'failure');
  }

  repeat(): void {
    if (this.#last === '') return;
    if (this.#flow.closed) {
      const reopened = this.owner.reopen(this.#flow, this.#sentByPort);
      if (!reopened) {
        this.input('transport-error');
        return;
      }
      this.#flow = reopened;
    }
    this.#flow.send(this.#last);
  }

  replyToSentBy(): void {
    const { remote } = this.#flow;
    this.#flow = this.#flow.toward({ host: remote.host, port: this.#sentByPort ?? 5060 });
  }

  /** What the last response was made of is of no more use. */
  protected forget(): void {
    this.#request = undefined;
    this.linger?.cancel();
  }
}

/** An INVITE and its responses. @see RFC 3261 §17.2.1, RFC 6026 */
export class InviteServerTransaction extends Base {
  #state: InviteServerState = 'proceeding';
  #timerG: Timer | undefined;
  #intervalMs = 0;

  get state(): InviteServerState {
    return this.#state;
  }

  get answered(): boolean {
    return this.#state !== 'proceeding';
  }

  receive(request: SipRequest, flow: Flow): void {
    if (request.method === 'ACK') this.#input('ack', request, flow);
    else this.#input('request');
  }

  close(): void {
    this.#timerG?.cancel();
    this.#state = 'terminated';
    this.forget();
  }

  protected input(what: 'provisional' | 'success' | 'failure' | 'transport-error'): void {
    this.#input(what);
  }

  #input(input: InviteServerInput, ack?: SipRequest, flow?: Flow): void {
    const { state, actions } = stepInviteServer(this.#state, input);
    this.#state = state;
    const { timers } = this.owner;
    for (const action of actions) {
      switch (action) {
        case 'send':
        case 'resend':
          this.repeat();
          break;
        case 'pass-ack':
          if (ack && flow) this.user.onAck?.(ack, flow);
          break;
        case 'start-g': {
          // Timer G is for unreliable transports: T1, then twice as long each time up to T2.
          if (this.flow.reliable) break;
          const { t1Ms, t2Ms } = timers.values;
          this.#intervalMs = this.#intervalMs === 0 ? t1Ms : Math.min(2 * this.#intervalMs, t2Ms);
          this.#timerG = timers.repeat(this.#intervalMs, () => this.#input('timer-g'));
          break;
        }
        case 'start-h':
          this.linger = timers.long.add(() => this.#input('timer-h'));
          break;
        case 'stop-g-h':
          this.#timerG?.cancel();
          this.linger?.cancel();
          break;
        case 'start-i':
          // "T4 seconds for unreliable transports, zero seconds for reliable transports"
          if (this.flow.reliable) this.#input('timer-i');
          else this.linger = timers.t4.add(() => this.#input('timer-i'));
          break;
        case 'start-l':
          this.linger = timers.long.add(() => this.#input('timer-l'));
          break;
        case 'tell-no-ack':
          this.user.onFailure?.('no-ack');
          break;
        case 'tell-error':
          this.user.onFailure?.('transport');
          break;
        case 'end':
          this.close();
          this.owner.ended(this);
          break;
      }
    }
  }
}

/** Any other request and its responses. @see RFC 3261 §17.2.2 */
export class PlainServerTransaction extends Base {
  #state: ServerState = 'trying';

  get state(): ServerState {
    return this.#state;
  }

  get answered(): boolean {
    return this.#state === 'completed' || this.#state === 'terminated';
  }

  receive(): void {
    this.#input('request');
  }

  close(): void {
    this.#state = 'terminated';
    this.forget();
  }

  protected input(what: 'provisional' | 'success' | 'failure' | 'transport-error'): void {
    this.#input(what === 'success' || what === 'failure' ? 'final' : what);
  }

  #input(input: ServerInput): void {
    const { state, actions } = stepServer(this.#state, input);
    this.#state = state;
    for (const action of actions) {
      switch (action) {
        case 'send':
        case 'resend':
          this.repeat();
          break;
        case 'start-j':
          // "64*T1 seconds for unreliable transports, and zero seconds for reliable transports"
          if (this.flow.reliable) this.#input('timer-j');
          else this.linger = this.owner.timers.long.add(() => this.#input('timer-j'));
          break;
        case 'tell-error':
          this.user.onFailure?.('transport');
          break;
        case 'end':
          this.close();
          this.owner.ended(this);
          break;
      }
    }
  }
}
