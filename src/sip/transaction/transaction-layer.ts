import type { Clock } from '../../base/clock.ts';
import type { Closable } from '../../base/scope.ts';
import { SlotMap } from '../../base/slot-map.ts';
import { formatAddress } from '../../net/address.ts';
import type { NetFault, Network } from '../../net/network.ts';
import { checkRequest } from '../message/check-request.ts';
import type { SipMessage, SipRequest, SipResponse } from '../message/message.ts';
import type { ParseFault } from '../message/parse-message.ts';
import { MAGIC_COOKIE } from '../message/via.ts';
import { type RequestParts, writeRequest, writeResponse } from '../message/write-message.ts';
import { newBranch, newTag, systemTokens, type TokenSource } from '../tokens.ts';
import type { Flow } from '../transport/flow.ts';
import { TransportLayer, type TransportOptions } from '../transport/transport-layer.ts';
import {
  type ClientTransaction,
  type ClientTransactionOwner,
  type ClientTransactionUser,
  InviteClientTransaction,
  PlainClientTransaction,
} from './client-transaction.ts';
import {
  InviteServerTransaction,
  PlainServerTransaction,
  type ServerTransaction,
  type ServerTransactionOwner,
} from './server-transaction.ts';
import { type TimerValues, TransactionTimers } from './timers.ts';

/** What the layer above hears (the "transaction user" of the RFC). */
export interface TransactionUser {
  /** A new request, sound enough to be served. It must be answered through `transaction`. Never ACK or CANCEL. */
  onRequest(request: SipRequest, transaction: ServerTransaction): void;
  /** The ACK of a 2xx, which is a transaction of its own and has no answer. */
  onAck(ack: SipRequest, flow: Flow): void;
  /** A response that belongs to no transaction: a 2xx of another fork, or one that comes too late. */
  onStrayResponse?(response: SipResponse, flow: Flow): void;
  /** What came is no message, or cannot even be answered; for the log. */
  onGarbage?(message: string, flow: Flow): void;
  /** A connection is gone. */
  onFlowFault?(flow: Flow, fault: NetFault): void;
}

/** How a {@link TransactionLayer} works; all may be left out. */
export interface TransactionLayerOptions extends TransportOptions {
  readonly timers?: TimerValues;
  readonly tokens?: TokenSource;
  /** Refuse new work with 503 above so many open server transactions; 100,000 if left out. */
  readonly mostTransactions?: number;
}

/** A request to be sent: all but its Via, which the flow decides. */
export type OutgoingRequest = Omit<RequestParts, 'via'>;

/** Matches messages with transactions and makes new ones. Owns its transport layer; its owner closes it. @see RFC 3261 §17 */
export class TransactionLayer implements Closable, ServerTransactionOwner {
  readonly timers: TransactionTimers;
  readonly transport: TransportLayer;
  readonly tokens: TokenSource;
  readonly #user: TransactionUser;
  readonly #servers = new SlotMap<string, ServerTransaction>();
  readonly #clients = new SlotMap<string, ClientTransaction>();
  readonly #most: number;
  readonly #clientOwner: ClientTransactionOwner;

  constructor(network: Network, clock: Clock, user: TransactionUser, options: TransactionLayerOptions = {}) {
    this.#user = user;
    this.#most = options.mostTransactions ?? 100_000;
    this.tokens = options.tokens ?? systemTokens;
    this.timers = new TransactionTimers(clock, options.timers);
    this.transport = new TransportLayer(
      network,
      {
        onMessage: (message, flow) => this.#receive(message, flow),
        onGarbage: (fault, flow) => this.#garbage(fault, flow),
        onFlowFault: (flow, fault) => this.#flowFault(flow, fault),
      },
      options,
    );
    this.#clientOwner = {
      timers: this.timers,
      sendCancel: (parts, branch, flow) => this.#sendCancel(parts, branch, flow),
      ended: ({ key }) => void this.#clients.delete(key),
    };
  }

  /** How many transactions are open, those that only wait for repeated messages included. */
  get open(): { readonly server: number; readonly client: number } {
    return { server: this.#servers.size, client: this.#clients.size };
  }

  /** Sends a request other than INVITE and ACK. */
  request(flow: Flow, request: OutgoingRequest, user: ClientTransactionUser): void {
    const branch = newBranch(this.tokens);
    this.#startPlain(`${branch}|${request.method}`, { ...request, via: viaOf(flow, branch) }, flow, user);
  }

  /** Sends an INVITE. */
  invite(flow: Flow, request: OutgoingRequest, user: ClientTransactionUser): InviteClientTransaction {
    const branch = newBranch(this.tokens);
    const parts = { ...request, via: viaOf(flow, branch) };
    const transaction = new InviteClientTransaction(`${branch}|INVITE`, branch, parts, flow, user, this.#clientOwner);
    this.#clients.set(transaction.key, transaction);
    transaction.start();
    return transaction;
  }

  /** The text of a request that is no transaction: the ACK of a 2xx, to be sent over `flow` for each 2xx that comes. @see RFC 3261 §13.2.2.4 */
  writeAck(flow: Flow, request: OutgoingRequest): string {
    return writeRequest({ ...request, via: viaOf(flow, newBranch(this.tokens)) });
  }

  close(): void {
    for (const transaction of this.#servers.values()) transaction.close();
    for (const transaction of this.#clients.values()) transaction.close();
    this.#servers.clear();
    this.#clients.clear();
    this.timers.close();
    this.transport.close();
  }

  reopen(flow: Flow, sentByPort: number | undefined): Flow | undefined {
    // "If that connection is no longer open, the server SHOULD open a connection to the IP address in the 'received'
    // parameter ... using the port in the 'sent-by' value" (§18.2.2)
    if (!flow.reliable) return undefined;
    return this.transport.flowTo(flow.protocol, { host: flow.remote.host, port: sentByPort ?? 5060 });
  }

  ended(transaction: ServerTransaction): void {
    this.#servers.delete(transaction.key);
  }

  #startPlain(key: string, parts: RequestParts, flow: Flow, user: ClientTransactionUser): void {
    const transaction = new PlainClientTransaction(key, writeRequest(parts), flow, user, this.#clientOwner);
    this.#clients.set(key, transaction);
    transaction.start();
  }

  #sendCancel(parts: RequestParts, branch: string, flow: Flow): void {
    this.#startPlain(`${branch}|CANCEL`, parts, flow, { onResponse() {}, onFailure() {} });
  }

  #receive(message: SipMessage, flow: Flow): void {
    if (message.kind === 'response') this.#receiveResponse(message, flow);
    else this.#receiveRequest(message, flow);
  }

  /** @see RFC 3261 §17.1.3 */
  #receiveResponse(response: SipResponse, flow: Flow): void {
    const { via, cseq } = response;
    if (!via || !cseq) {
      this.#user.onGarbage?.('a response without Via or CSeq', flow);
      return;
    }
    const transaction = this.#clients.get(`${via.branch}|${cseq.method}`);
    if (transaction) transaction.receive(response);
    else this.#user.onStrayResponse?.(response, flow);
  }

  #receiveRequest(request: SipRequest, flow: Flow): void {
    const key = serverKey(request);
    if (key === undefined) {
      this.#user.onGarbage?.(`a ${request.method} without a usable Via`, flow);
      return;
    }
    const existing = this.#servers.get(key);
    if (existing) {
      existing.receive(request, flow);
      return;
    }
    if (request.method === 'ACK') {
      if (!checkRequest(request)) this.#user.onAck(request, flow);
      return;
    }
    const refusal = checkRequest(request);
    if (refusal) {
      // Answered without a transaction, so that garbage costs no memory.
      const { status, reason } = refusal;
      flow.send(writeResponse(request, status, { reason, toTag: newTag(this.tokens) }));
      return;
    }
    if (this.#servers.size >= this.#most) {
      flow.send(writeResponse(request, 503, { toTag: newTag(this.tokens), headers: [['Retry-After', '10']] }));
      return;
    }
    const transaction =
      request.method === 'INVITE'
        ? new InviteServerTransaction(key, request, flow, this)
        : new PlainServerTransaction(key, request, flow, this);
    this.#servers.set(key, transaction);
    if (request.method === 'CANCEL') this.#cancel(request, transaction);
    else this.#user.onRequest(request, transaction);
  }

  /** @see RFC 3261 §9.2 */
  #cancel(cancel: SipRequest, transaction: ServerTransaction): void {
    const invite = this.#servers.get(serverKey(cancel, 'INVITE') ?? '');
    if (!invite) {
      transaction.respond(481, { toTag: newTag(this.tokens) });
      return;
    }
    transaction.respond(200, { toTag: newTag(this.tokens) });
    if (!invite.answered) invite.user.onCancel?.(cancel);
  }

  #garbage(fault: ParseFault, flow: Flow): void {
    if (fault.reason !== 'empty') this.#user.onGarbage?.(fault.message, flow);
  }

  #flowFault(flow: Flow, fault: NetFault): void {
    for (const transaction of [...this.#clients.values()]) if (transaction.flow === flow) transaction.transportFailed();
    this.#user.onFlowFault?.(flow, fault);
  }
}

/** The Via of a request of ours. @see RFC 3261 §18.1.1, RFC 3581 §3 */
function viaOf(flow: Flow, branch: string): string {
  return `SIP/2.0/${flow.protocol} ${formatAddress(flow.local)};branch=${branch};rport`;
}

/**
 * What tells a server transaction: branch, sent-by and method; for peers of RFC 2543, which have no such branches,
 * what their requests repeat. Joined, not added up: a sum would keep the whole request alive for as long as the transaction lasts.
 * @see RFC 3261 §17.2.3
 */
function serverKey(request: SipRequest, as = request.method === 'ACK' ? 'INVITE' : request.method): string | undefined {
  const { via } = request;
  if (!via) return undefined;
  if (via.branch.startsWith(MAGIC_COOKIE)) return [via.branch, via.host, via.port ?? 5060, as].join('|');
  const { cseq } = request;
  const tag = request.from?.tag ?? '';
  return [request.callId, tag, cseq?.number ?? -1, via.text, as].join('|');
}
