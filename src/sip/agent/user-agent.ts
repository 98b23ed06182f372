import type { Clock } from '../../base/clock.ts';
import type { Closable } from '../../base/scope.ts';
import { SlotMap } from '../../base/slot-map.ts';
import type { NetFault, Network } from '../../net/network.ts';
import type { DigestClient } from '../auth/digest-client.ts';
import { type Dialog, dialogKeyOf, openClientDialog } from '../dialog/dialog.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import type { SipUri } from '../message/uri.ts';
import type { HeaderLines } from '../message/write-message.ts';
import type { SessionSettings } from '../session/dialog-way.ts';
import { IncomingSession } from '../session/incoming-session.ts';
import { type InviteParts, OutgoingSession } from '../session/outgoing-session.ts';
import type { DialogUser, SessionOwner } from '../session/session-owner.ts';
import { newTag } from '../tokens.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import {
  type OutgoingRequest,
  TransactionLayer,
  type TransactionLayerOptions,
  type TransactionUser,
} from '../transaction/transaction-layer.ts';
import type { Flow } from '../transport/flow.ts';
import { type LocatedCallback, type LocateOptions, locate } from '../transport/locate.ts';

/** Requests that mean nothing outside of a dialog. */
const NEED_A_DIALOG = new Set(['BYE', 'INFO', 'PRACK', 'UPDATE']);

/** What the owner of a user agent hears. */
export interface UserAgentHandler {
  /** A request outside every dialog, INVITE included: to be answered through `transaction`, or accepted as a session. */
  onRequest(request: SipRequest, transaction: ServerTransaction): void;
  /**
   * A 2xx to an INVITE that nobody here remembers sending: the call was placed before a crash. False leaves it unanswered, and
   * the peer repeats it (RFC 3261 §13.3.1.4); true has it acknowledged and hung up.
   */
  onLateAnswer?(callId: string): boolean;
  /** A connection is gone. */
  onFlowFault?(flow: Flow, fault: NetFault): void;
  /** Something came that cannot be served, for the log. */
  onGarbage?(message: string, flow: Flow): void;
}

/** How a {@link UserAgent} presents itself; all may be left out. */
export interface UserAgentOptions extends TransactionLayerOptions {
  /** Value of User-Agent in requests and Server in responses; none if left out. */
  readonly product?: string;
  /** Methods named in Allow. */
  readonly allow?: readonly string[];
  /** Option tags that requests may demand by Require; none if left out. */
  readonly supported?: readonly string[];
  /** Ask for service records of host names; on if left out. */
  readonly services?: boolean;
}

/** The methods that a session understands. */
export const DEFAULT_ALLOW = [
  'INVITE',
  'ACK',
  'CANCEL',
  'OPTIONS',
  'BYE',
  'INFO',
  'UPDATE',
  'MESSAGE',
  'REGISTER',
] as const;

/** What became of a request outside of sessions. `status` is 408 where nothing came, 503 where nothing could be sent. */
export type RequestResult = (status: number, response?: SipResponse) => void;

/** Both sides of SIP: sessions, and requests outside of them. Owns its sockets; its owner closes it. @see RFC 3261 §8 */
export class UserAgent implements Closable, SessionOwner, TransactionUser {
  readonly transactions: TransactionLayer;
  readonly #network: Network;
  readonly #handler: UserAgentHandler;
  readonly #dialogs = new SlotMap<string, DialogUser>();
  readonly #supported: ReadonlySet<string>;
  readonly #services: boolean;
  #requestHeaders: HeaderLines = [];
  #responseHeaders: HeaderLines = [];

  constructor(network: Network, clock: Clock, handler: UserAgentHandler, options: UserAgentOptions = {}) {
    this.#network = network;
    this.#handler = handler;
    this.#supported = new Set(options.supported ?? []);
    this.#services = options.services ?? true;
    this.present(options.product, options.allow ?? DEFAULT_ALLOW);
    this.transactions = new TransactionLayer(network, clock, this, options);
  }

  get requestHeaders(): HeaderLines {
    return this.#requestHeaders;
  }

  get responseHeaders(): HeaderLines {
    return this.#responseHeaders;
  }

  /** How many dialogs there are, early ones included. */
  get dialogs(): number {
    return this.#dialogs.size;
  }

  /** Changes how we present ourselves from the next message on. */
  present(product: string | undefined, allow: readonly string[]): void {
    const common: Array<readonly [string, string]> = [['Allow', allow.join(', ')]];
    if (this.#supported.size > 0) common.push(['Supported', [...this.#supported].join(', ')]);
    this.#requestHeaders = product === undefined ? common : [['User-Agent', product], ...common];
    this.#responseHeaders = product === undefined ? common : [['Server', product], ...common];
  }

  /** Takes an INVITE as a session that will be answered or refused. */
  takeInvite(invite: SipRequest, transaction: ServerTransaction, settings: SessionSettings): IncomingSession {
    return new IncomingSession(this, invite, transaction, newTag(this.transactions.tokens), settings);
  }

  /** Prepares a call; `start` sends it. */
  invite(flow: Flow, parts: InviteParts, settings: SessionSettings): OutgoingSession {
    return new OutgoingSession(this, flow, parts, newTag(this.transactions.tokens), settings);
  }

  /** Answers a request outside of sessions with our headers and a tag. */
  respond(transaction: ServerTransaction, status: number, headers: HeaderLines = []): void {
    const toTag = newTag(this.transactions.tokens);
    transaction.respond(status, { toTag, headers, fixed: this.#responseHeaders });
  }

  /**
   * Sends a request outside of sessions, and again with credentials where they are asked for: the second has the next CSeq.
   * @param done told once, with the final response if one came.
   */
  request(flow: Flow, request: OutgoingRequest, digest: DigestClient | undefined, done: RequestResult): void {
    const headers = [...(request.headers ?? []), ...this.#requestHeaders];
    const attempt = (cseq: number, authorization: readonly [string, string] | undefined, left: number): void => {
      const sent = { ...request, cseq, headers: authorization ? [authorization, ...headers] : headers };
      this.transactions.request(flow, sent, {
        onResponse: (response) => {
          const { status } = response;
          if (status < 200) return;
          if (digest && left > 0 && (status === 401 || status === 407) && digest.accept(response)) {
            attempt(cseq + 1, digest.authorize(request.method, request.uri), left - 1);
            return;
          }
          done(status, response);
        },
        onFailure: (what) => done(what === 'timeout' ? 408 : 503),
      });
    };
    attempt(request.cseq, digest?.authorize(request.method, request.uri), 3);
  }

  /** The way to a URI. */
  locate(uri: SipUri, done: LocatedCallback, options: LocateOptions = {}): void {
    locate(this.#network, this.transactions.transport, uri, { services: this.#services, ...options }, done);
  }

  close(): void {
    this.#dialogs.clear();
    this.transactions.close();
  }

  enter(dialog: Dialog, user: DialogUser): void {
    this.#dialogs.set(dialog.key, user);
  }

  leave(dialog: Dialog): void {
    this.#dialogs.delete(dialog.key);
  }

  onRequest(request: SipRequest, transaction: ServerTransaction): void {
    const required = request.header('Require');
    if (required !== undefined) {
      const unknown = request.values('Require').filter((tag) => !this.#supported.has(tag.toLowerCase()));
      if (unknown.length > 0) {
        // "... the UAS MUST generate a response with status code 420 ... and list those options" (§8.2.2.3)
        this.respond(transaction, 420, [['Unsupported', unknown.join(', ')]]);
        return;
      }
    }
    const key = dialogKeyOf(request);
    if (key === undefined) {
      // an INVITE must say where the dialog's requests are to go (§8.1.1.8)
      if (request.method === 'INVITE' && !request.contacts[0]?.uri) this.respond(transaction, 400);
      else if (NEED_A_DIALOG.has(request.method)) transaction.respond(481, { headers: this.#responseHeaders });
      else this.#handler.onRequest(request, transaction);
      return;
    }
    const session = this.#dialogs.get(key);
    if (session) session.receive(request, transaction);
    // A tag of ours that we know nothing of: after a restart, or too late (§12.2.2).
    else if (request.method === 'OPTIONS' || request.method === 'REGISTER')
      this.#handler.onRequest(request, transaction);
    else transaction.respond(481, { headers: this.#responseHeaders });
  }

  onAck(ack: SipRequest): void {
    const key = dialogKeyOf(ack);
    if (key !== undefined) this.#dialogs.get(key)?.receiveAck(ack);
  }

  onStrayResponse(response: SipResponse, flow: Flow): void {
    const { cseq, status, callId } = response;
    const from = response.header('From');
    const uri = response.contacts[0]?.uriText;
    if (cseq?.method !== 'INVITE' || status < 200 || status >= 300 || from === undefined || uri === undefined) return;
    const invite = { method: 'INVITE', uri, from, to: response.header('To') ?? '', callId, cseq: cseq.number };
    const dialog = openClientDialog(invite, response);
    if (!dialog || this.#dialogs.has(dialog.key) || !this.#handler.onLateAnswer?.(callId)) return;
    // Sent once each, without a transaction: the peer may be an invention, and repeating its 2xx brings them again.
    const headers = this.#requestHeaders;
    flow.send(this.transactions.writeAck(flow, dialog.request('ACK', { cseq: cseq.number })));
    flow.send(this.transactions.writeAck(flow, dialog.request('BYE', { headers })));
  }

  onGarbage(message: string, flow: Flow): void {
    this.#handler.onGarbage?.(message, flow);
  }

  onFlowFault(flow: Flow, fault: NetFault): void {
    this.#handler.onFlowFault?.(flow, fault);
  }
}
