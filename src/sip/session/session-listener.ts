import type { SipRequest, SipResponse } from '../message/message.ts';
import type { MessageBody } from '../message/write-message.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';

/** How a session came to its end. */
export interface SessionEnd {
  /**
   * `bye`: the peer hung up. `cancelled`: the peer gave up before the answer. `rejected`: the peer refused. `timeout`,
   * `transport`: the peer is away. `no-ack`: the peer never confirmed our answer. `expired`: nothing has refreshed it, or the
   * peer keeps no timer where one is required. `local`: we ended it.
   */
  readonly how: 'bye' | 'cancelled' | 'rejected' | 'timeout' | 'transport' | 'no-ack' | 'expired' | 'local';
  /** The peer's BYE or CANCEL, if there is one. */
  readonly request?: SipRequest;
  /** The peer's refusal, if there is one. */
  readonly response?: SipResponse;
}

/** An answer to a new offer inside a session. */
export interface OfferAnswer {
  /** 200, or for instance 488. */
  readonly status: number;
  readonly body?: MessageBody;
}

/** What the owner of a session hears. Called in order, nothing after `onEnded`. */
export interface SessionListener {
  /** Outgoing only: 101..199. */
  onProgress?(response: SipResponse): void;
  /** Outgoing only: the peer answered; the ACK is sent with what this gives back, if the 2xx was an offer. */
  onAnswered?(response: SipResponse): MessageBody | undefined;
  /** Incoming only: the peer confirmed our answer; its body answers an offer of ours that went with the 2xx. */
  onConfirmed?(ack: SipRequest): void;
  /** The peer changes the session (re-INVITE or UPDATE with a body). 488 if left out. */
  onOffer?(request: SipRequest): OfferAnswer;
  /** A re-INVITE without a body asks for an offer of ours; the answer comes by {@link onConfirmed}. 488 if left out. */
  onOfferWanted?(request: SipRequest): OfferAnswer;
  /** A re-INVITE or UPDATE of the peer has come, whatever it changes; before it is served. */
  onRefreshed?(request: SipRequest): void;
  /** The timer of the session asks for a refresh: a re-INVITE, or an UPDATE where the peer takes it. */
  onRefreshDue?(peerUpdates: boolean): void;
  /** Any other request in the session (INFO, MESSAGE, REFER, …); false if it was not answered, then it is refused with 501. */
  onRequest?(request: SipRequest, transaction: ServerTransaction): boolean;
  /** The end, told once; for an end of our own too. */
  onEnded?(end: SessionEnd): void;
}
