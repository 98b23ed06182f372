import { openClientDialog } from '../dialog/dialog.ts';
import type { SipResponse } from '../message/message.ts';
import type { ClientTransactionUser } from '../transaction/client-transaction.ts';
import type { DialogWay } from './dialog-way.ts';

/**
 * Hears, for an INVITE whose call is over, what is still answered to it: a 2xx whose ACK was lost is acknowledged once more, one of
 * another fork acknowledged and hung up. The transaction waits 32 seconds for such, and through this keeps little of the call.
 * @see RFC 3261 §13.2.2.4
 */
export class LateAnswers implements ClientTransactionUser {
  readonly #way: DialogWay;
  readonly #acks: Map<string, string>;

  /** @param acks the ACK sent for each 2xx, by the peer's tag. */
  constructor(way: DialogWay, acks: Map<string, string>) {
    this.#way = way;
    this.#acks = acks;
  }

  onResponse(response: SipResponse): void {
    if (response.status < 200 || response.status >= 300) return;
    const tag = response.to?.tag ?? '';
    const ack = this.#acks.get(tag);
    if (ack !== undefined) this.#way.flow.send(ack);
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
    this.#way.acknowledge(dialog, cseq.number, undefined, (text) => void this.#acks.set(tag, text));
    this.#way.dismiss(dialog);
  }
}
