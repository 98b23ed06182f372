import { openServerDialog } from '../dialog/dialog.ts';
import type { SipRequest } from '../message/message.ts';
import type { HeaderLines, MessageBody, ResponseParts } from '../message/write-message.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { SessionSettings } from './dialog-way.ts';
import { InviteSession } from './invite-session.ts';
import type { SessionOwner } from './session-owner.ts';

/** A call that a peer began. It is answered, refused, or given up by the peer. @see RFC 3261 §13.3 */
export class IncomingSession extends InviteSession {
  /** The INVITE. */
  readonly invite: SipRequest;
  readonly localTag: string;
  readonly #transaction: ServerTransaction;

  /** Tells nothing to the peer yet. */
  constructor(
    owner: SessionOwner,
    invite: SipRequest,
    transaction: ServerTransaction,
    tag: string,
    settings: SessionSettings,
  ) {
    super(owner, transaction.flow, settings);
    this.invite = invite;
    this.localTag = tag;
    this.#transaction = transaction;
    transaction.user = {
      onCancel: (cancel) => {
        this.#respond(487);
        this.finish({ how: 'cancelled', request: cancel });
      },
      onFailure: () => this.finish({ how: 'transport' }),
    };
    this.dialog = openServerDialog(invite, tag);
    if (this.dialog) owner.enter(this.dialog, this);
  }

  /** Sends a provisional response: 100 without, others with our tag and Contact. */
  progress(status: number, body?: MessageBody, headers: HeaderLines = []): void {
    if (this.state !== 'early') return;
    if (status === 100) this.#transaction.respond(100, { fixed: this.owner.responseHeaders });
    else this.#respond(status, body, [this.way.contactLine(), ...headers]);
  }

  /** Answers the call, and repeats the answer until the peer confirms it. */
  accept(body?: MessageBody, headers: HeaderLines = []): void {
    if (this.state !== 'early') return;
    this.state = 'established';
    this.#respond(200, body, [this.way.contactLine(), ...(this.timer?.answer(this.invite) ?? []), ...headers]);
    this.awaitAck(this.#transaction, this.invite.cseq?.number ?? 0);
  }

  end(options: { status?: number; headers?: HeaderLines } = {}): void {
    if (this.state === 'ended') return;
    const headers = options.headers ?? [];
    if (this.state === 'early') {
      this.#respond(options.status ?? 480, undefined, headers);
      this.finish({ how: 'local' });
      if (this.dialog) this.owner.leave(this.dialog);
    } else {
      this.hangUp(headers);
      this.finish({ how: 'local' });
    }
  }

  override receive(request: SipRequest, transaction: ServerTransaction): void {
    const early = this.state === 'early';
    // A BYE in the early dialog ends the INVITE too: "respond to that pending request ... 487" (§15.1.2).
    if (early && request.method === 'BYE') this.#respond(487);
    super.receive(request, transaction);
  }

  protected get ownsCallId(): boolean {
    return false;
  }

  #respond(status: number, body?: MessageBody, headers: HeaderLines = []): void {
    const parts: ResponseParts = {
      toTag: this.localTag,
      headers,
      fixed: this.responseHeaders,
      ...(body && { body }),
    };
    this.#transaction.respond(status, parts);
  }
}
