import { type Dialog, openClientDialog } from '../dialog/dialog.ts';
import type { SipResponse } from '../message/message.ts';
import type { HeaderLines, MessageBody } from '../message/write-message.ts';
import type { InviteClientTransaction } from '../transaction/client-transaction.ts';
import type { OutgoingRequest } from '../transaction/transaction-layer.ts';
import type { Flow } from '../transport/flow.ts';
import type { SessionSettings } from './dialog-way.ts';
import { InviteSession } from './invite-session.ts';
import { LateAnswers, type SentAck } from './late-answers.ts';
import type { SessionOwner } from './session-owner.ts';

/** Whom to call, and as whom. */
export interface InviteParts {
  /** The Request-URI. */
  readonly uri: string;
  /** From without a tag. */
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  /** Values of Route for an outbound proxy. */
  readonly routes?: readonly string[];
  readonly headers?: HeaderLines;
  readonly body?: MessageBody;
}

/** A call that we begin. @see RFC 3261 §13.2 */
export class OutgoingSession extends InviteSession {
  /** Let go once the call is answered: its transaction keeps this session for a while. */
  #parts: InviteParts | undefined;
  readonly #from: string;
  #cseq = 102;
  #transaction: InviteClientTransaction | undefined;
  #givenUp = false;
  #retries = 0;
  readonly #acks: SentAck[] = [];

  constructor(owner: SessionOwner, flow: Flow, parts: InviteParts, tag: string, settings: SessionSettings) {
    super(owner, flow, settings);
    this.#parts = parts;
    this.#from = `${parts.from};tag=${tag}`;
  }

  /** Sends the INVITE: once, after the listener is set. */
  start(): void {
    this.#send(this.#parts && this.settings.digest?.authorize('INVITE', this.#parts.uri));
  }

  /** CANCEL before the answer, BYE after it. */
  end(options: { status?: number; headers?: HeaderLines } = {}): void {
    if (this.state === 'ended') return;
    const headers = options.headers ?? [];
    if (this.state === 'established') this.hangUp(headers);
    else {
      this.#givenUp = true;
      this.#transaction?.cancel(headers);
      if (this.dialog) this.owner.leave(this.dialog);
    }
    this.finish({ how: 'local' });
  }

  protected override dialogOver(): void {
    this.#transaction?.handOver(new LateAnswers(this.way, this.#acks));
    this.#transaction = undefined;
  }

  protected get ownsCallId(): boolean {
    return true;
  }

  #send(authorization: readonly [string, string] | undefined): void {
    if (!this.#parts) return;
    const { uri, to, callId, routes, headers, body } = this.#parts;
    const sent = { method: 'INVITE', uri, from: this.#from, to, callId, cseq: this.#cseq };
    const request: OutgoingRequest = {
      ...sent,
      headers: [
        this.way.contactLine(),
        ...(authorization ? [authorization] : []),
        ...(headers ?? []),
        ...(this.timer?.requestLines() ?? []),
        ...this.requestHeaders,
      ],
      ...(routes && { routes }),
      ...(body && { body }),
    };
    this.#transaction = this.owner.transactions.invite(this.way.flow, request, {
      onResponse: (response) => this.#onResponse(sent, response),
      onFailure: (what) => this.finish({ how: what }),
    });
  }

  #onResponse(request: OutgoingRequest, response: SipResponse): void {
    const { status } = response;
    if (status < 200) {
      if (status === 100 || this.state !== 'early') return;
      if (!this.dialog && response.to?.tag !== undefined) this.#enter(openClientDialog(request, response));
      this.listener.onProgress?.(response);
    } else if (status < 300) this.#onAccepted(request, response);
    else this.#onRefused(request, response);
  }

  #onAccepted(request: OutgoingRequest, response: SipResponse): void {
    const tag = response.to?.tag ?? '';
    const ack = this.#acks.find((one) => one.tag === tag);
    if (ack) {
      // "The ACK MUST be passed to the client transport every time a retransmission of the 2xx ... arrives." (§13.2.2.4)
      this.way.flow.send(ack.text);
      return;
    }
    const dialog = openClientDialog(request, response);
    if (!dialog) {
      this.finish({ how: 'transport', response });
      return;
    }
    const remember = (text: string): void => void this.#acks.push({ tag, text });
    if (this.#givenUp || this.state !== 'early') {
      // Answered after we gave up, or by a second fork: acknowledged and hung up at once (§13.2.2.4, §15).
      this.way.acknowledge(dialog, request.cseq, undefined, remember);
      this.way.dismiss(dialog);
      return;
    }
    this.state = 'established';
    this.#parts = undefined;
    if (this.dialog) this.owner.leave(this.dialog);
    this.#enter(dialog);
    const body = this.listener.onAnswered?.(response);
    this.way.acknowledge(dialog, request.cseq, body, remember);
    if (this.timer?.accepted(response) === false) this.expire();
  }

  #onRefused(request: OutgoingRequest, response: SipResponse): void {
    if (this.state !== 'early') return;
    // A second challenge is answered too, as when a proxy and the server behind it both ask.
    const authorization = this.#retries < 3 ? this.way.authorize(response, 'INVITE', request.uri) : undefined;
    if (authorization || (this.#retries < 3 && this.timer?.raise(response))) {
      this.#retries++;
      this.#cseq++;
      this.#send(authorization);
      return;
    }
    this.finish({ how: 'rejected', response });
  }

  #enter(dialog: Dialog | undefined): void {
    if (!dialog) return;
    this.dialog = dialog;
    this.owner.enter(dialog, this);
  }
}
