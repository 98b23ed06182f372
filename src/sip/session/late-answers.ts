import { openClientDialog } from '../dialog/dialog.ts';
import type { SipResponse } from '../message/message.ts';
import type { ClientTransactionUser } from '../transaction/client-transaction.ts';
import type { DialogWay } from './dialog-way.ts';

/** The ACK sent for a 2xx of the peer with this tag. */
export interface SentAck {
  readonly tag: string;
  readonly text: string;
}

/**
 * Hears, for an INVITE whose call is over, what is still answered to it: a 2xx whose ACK was lost is acknowledged once more, one of
 * another fork acknowledged and hung up. The transaction waits 32 seconds for such, and through this keeps little of the call.
 * @see RFC 3261 §13.2.2.4
 */
export class LateAnswers implements ClientTransactionUser {
  readonly #way: DialogWay;
  readonly #acks: SentAck[];

  /** @param acks what has been acknowledged. */
  constructor(way: DialogWay, acks: SentAck[]) {
    this.#way = way;
    this.#acks = acks;
  }

  onResponse(response: SipResponse): void {
    if (response.status < 200 || response.status >= 300) return;
    const tag = response.to?.tag ?? '';
    const ack = this.#acks.find((one) => one.tag === tag);
    if (ack) this.#way.flow.send(ack.text);
    else this.#refuse(response, tag);
  }

  onFailure(): void {}

  /** A response repeats what a dialog is made of. */
  #refuse(response: SipResponse, tag: string): void {
    const { callId, cseq } = response;
    const from = response.header('From');
    if (callId === undefined || !cseq || from === undefined) return;
    const sent = { method: 'INVITE', uri: '', from, to: '', callId, cseq: cseq.number };
    const dialog = openClientDialog(sent, response);
    if (!dialog) return;
    this.#way.acknowledge(dialog, cseq.number, undefined, (text) => void this.#acks.push({ tag, text }));
    this.#way.dismiss(dialog);
  }
}
