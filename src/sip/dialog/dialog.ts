import type { SipMessage, SipRequest, SipResponse } from '../message/message.ts';
import { type NameAddr, parseNameAddr } from '../message/name-addr.ts';
import { parseUri, type SipUri } from '../message/uri.ts';
import type { HeaderLines, MessageBody } from '../message/write-message.ts';
import type { OutgoingRequest } from '../transaction/transaction-layer.ts';

/** What makes a dialog: which one it is, and how requests inside it are addressed. */
interface DialogParts {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** Our From inside the dialog, tag and all. */
  readonly local: string;
  /** Their To inside the dialog, tag and all. */
  readonly remote: string;
  readonly target: string;
  readonly routes: readonly string[];
  readonly localCSeq: number;
  readonly remoteCSeq: number | undefined;
}

/**
 * A relation between two user agents: it numbers and addresses the requests within.
 * @see RFC 3261 §12
 */
export class Dialog {
  /** What tells this dialog from all others at this agent. */
  readonly key: string;
  readonly callId: string;
  readonly localTag: string;
  readonly #remoteTag: string;
  readonly #local: string;
  readonly #remote: string;
  #target: string;
  readonly #routes: readonly string[];
  #localCSeq: number;
  #remoteCSeq: number | undefined;

  constructor(parts: DialogParts) {
    this.key = dialogKey(parts.callId, parts.localTag, parts.remoteTag);
    this.callId = parts.callId;
    this.localTag = parts.localTag;
    this.#remoteTag = parts.remoteTag;
    this.#local = parts.local;
    this.#remote = parts.remote;
    this.#target = parts.target;
    this.#routes = parts.routes;
    this.#localCSeq = parts.localCSeq;
    this.#remoteCSeq = parts.remoteCSeq;
  }

  /** '' if the peer speaks RFC 2543 and gives none. */
  get remoteTag(): string {
    return this.#remoteTag;
  }

  /** Where the peer wants requests: its last Contact. */
  get remoteTarget(): string {
    return this.#target;
  }

  /** The number of our last request. */
  get localCSeq(): number {
    return this.#localCSeq;
  }

  /** Our address within the dialog, with its tag. */
  get localAddress(): string {
    return this.#local;
  }

  /** The peer's address within the dialog, with its tag. */
  get remoteAddress(): string {
    return this.#remote;
  }

  /**
   * A request within the dialog, all but its Via. Takes the next number, except for ACK, which takes that of its INVITE.
   * @see RFC 3261 §12.2.1.1, §13.2.2.4
   */
  request(method: string, parts: { headers?: HeaderLines; body?: MessageBody; cseq?: number } = {}): OutgoingRequest {
    const cseq = parts.cseq ?? ++this.#localCSeq;
    const { uri, routes } = this.#addressing();
    return {
      method,
      uri,
      from: this.#local,
      to: this.#remote,
      callId: this.callId,
      cseq,
      ...(routes.length > 0 && { routes }),
      ...(parts.headers && { headers: parts.headers }),
      ...(parts.body && { body: parts.body }),
    };
  }

  /** Takes the next number for a request that is written elsewhere or sent again with credentials. */
  nextCSeq(): number {
    return ++this.#localCSeq;
  }

  /** The URI that decides where requests go: the first route, else the remote target. @see RFC 3261 §8.1.2 */
  nextHop(): SipUri | undefined {
    const first = this.#routes[0];
    return first === undefined ? parseUri(this.#target) : parseNameAddr(first)?.uri;
  }

  /**
   * Notes a request of the peer.
   * @returns false if its number is lower than that of one before: it is answered with 500.
   * @see RFC 3261 §12.2.2
   */
  accepts(request: SipRequest): boolean {
    const number = request.cseq?.number;
    if (number === undefined) return false;
    if (this.#remoteCSeq !== undefined && number < this.#remoteCSeq) return false;
    if (request.method !== 'ACK') this.#remoteCSeq = number;
    return true;
  }

  /** Takes the Contact of a target refresh request or its 2xx. @see RFC 3261 §12.2.1.2, §12.2.2 */
  refreshTarget(message: SipMessage): void {
    const contact = message.contacts[0];
    if (contact?.uri) this.#target = contact.uriText;
  }

  #addressing(): { uri: string; routes: readonly string[] } {
    const first = this.#routes[0];
    if (first === undefined) return { uri: this.#target, routes: [] };
    const hop = parseNameAddr(first);
    if (!hop || hop.uri?.param('lr') !== undefined) return { uri: this.#target, routes: this.#routes };
    // A strict router wants itself in the Request-URI and the target as the last route (§12.2.1.1).
    return { uri: hop.uriText, routes: [...this.#routes.slice(1), `<${this.#target}>`] };
  }
}

/** What tells a dialog from all others at this agent. */
export function dialogKey(callId: string, localTag: string, remoteTag: string): string {
  return `${callId}|${localTag}|${remoteTag}`;
}

/** The dialog that a request of the peer belongs to. */
export function dialogKeyOf(request: SipRequest): string | undefined {
  const localTag = request.to?.tag;
  return localTag === undefined ? undefined : dialogKey(request.callId, localTag, request.from?.tag ?? '');
}

/**
 * The dialog that our response with `localTag` makes of a request.
 * @param localCSeq the number before that of our first request.
 * @returns undefined if the request has no usable Contact: no request could ever be sent within.
 * @see RFC 3261 §12.1.1
 */
export function openServerDialog(request: SipRequest, localTag: string, localCSeq = 100): Dialog | undefined {
  const contact = usable(request.contacts[0]);
  if (!contact) return undefined;
  const to = request.header('To') ?? '';
  return new Dialog({
    callId: request.callId,
    localTag,
    remoteTag: request.from?.tag ?? '',
    local: request.to?.tag === undefined ? `${to};tag=${localTag}` : to,
    remote: request.header('From') ?? '',
    target: contact.uriText,
    routes: request.values('Record-Route'),
    // "The local sequence number MUST be empty": the first request may start anywhere.
    localCSeq,
    remoteCSeq: request.cseq?.number,
  });
}

/**
 * The dialog that a response makes of our request.
 * @returns undefined if the response has no To tag and no Contact to build one from.
 * @see RFC 3261 §12.1.2
 */
export function openClientDialog(request: OutgoingRequest, response: SipResponse): Dialog | undefined {
  const to = response.header('To');
  const localTag = parseNameAddr(request.from)?.tag;
  if (to === undefined || localTag === undefined) return undefined;
  const contact = usable(response.contacts[0]);
  return new Dialog({
    callId: request.callId,
    localTag,
    remoteTag: response.to?.tag ?? '',
    local: request.from,
    remote: to,
    target: contact?.uriText ?? request.uri,
    routes: response.values('Record-Route').reverse(),
    localCSeq: request.cseq,
    remoteCSeq: undefined,
  });
}

function usable(contact: NameAddr | undefined): NameAddr | undefined {
  return contact?.uri ? contact : undefined;
}
