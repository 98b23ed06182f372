import { formatAddress } from '../../net/address.ts';
import type { Dialog } from '../dialog/dialog.ts';
import type { SipRequest } from '../message/message.ts';
import type { SipUri } from '../message/uri.ts';
import type { HeaderLines } from '../message/write-message.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { TransactionLayer } from '../transaction/transaction-layer.ts';
import type { Flow } from '../transport/flow.ts';
import type { LocatedCallback } from '../transport/locate.ts';

/** Who is told of the requests within a dialog. */
export interface DialogUser {
  receive(request: SipRequest, transaction: ServerTransaction): void;
  /** The ACK of a 2xx. */
  receiveAck(ack: SipRequest): void;
}

/** What a session needs of the user agent that it belongs to. */
export interface SessionOwner {
  readonly transactions: TransactionLayer;
  /** Header lines of every request of ours: User-Agent, Allow, Supported. */
  readonly requestHeaders: HeaderLines;
  /** Header lines of every response of ours. */
  readonly responseHeaders: HeaderLines;
  /** Requests within `dialog` are told to `user` from now on. */
  enter(dialog: Dialog, user: DialogUser): void;
  leave(dialog: Dialog): void;
  /** The way to a URI. */
  locate(uri: SipUri, done: LocatedCallback): void;
}

/** The value of our Contact towards a peer. @see RFC 3261 §8.1.1.8 */
export function contactFor(flow: Flow, user: string): string {
  const transport = flow.protocol === 'UDP' ? '' : `;transport=${flow.protocol.toLowerCase()}`;
  return `<sip:${user === '' ? '' : `${user}@`}${formatAddress(flow.local)}${transport}>`;
}
