import type { Dialog } from '../dialog/dialog.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import { parseUri } from '../message/uri.ts';
import type { HeaderLines, MessageBody } from '../message/write-message.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { OutgoingRequest } from '../transaction/transaction-layer.ts';
import type { Flow } from '../transport/flow.ts';
import { DialogWay, type InDialogResult, type SessionSettings } from './dialog-way.ts';
import { RepeatAccept } from './repeat-accept.ts';
import type { SessionEnd, SessionListener } from './session-listener.ts';
import type { DialogUser, SessionOwner } from './session-owner.ts';
import { SessionTimer, timerRefusal, withoutTimers } from './session-timer.ts';

/** What became of a change that we asked for. */
export type ReinviteResult =
  | { readonly ok: true; readonly response: SipResponse }
  | { readonly ok: false; readonly status: number };

/** What a re-INVITE of ours carries. */
interface Change {
  readonly body: MessageBody;
  readonly headers: HeaderLines;
}

/**
 * A call as SIP sees it: an INVITE dialog from its first message to BYE. The owner hears of it through `listener` and ends it
 * with {@link end}.
 *
 *     early --2xx--> established --BYE--> ended
 *       \--CANCEL, refusal, fault--> ended
 *
 * @see RFC 3261 §13, §14, §15
 */
export abstract class InviteSession implements DialogUser {
  listener: SessionListener = {};
  protected readonly owner: SessionOwner;
  protected readonly settings: SessionSettings;
  protected readonly way: DialogWay;
  /** Undefined where sessions have none. */
  protected readonly timer: SessionTimer | undefined;
  protected dialog: Dialog | undefined;
  protected state: 'early' | 'established' | 'ended' = 'early';
  /** Waits for the ACK of our last 2xx. */
  #unconfirmed: { repeat: RepeatAccept; cseq: number; transaction: ServerTransaction } | undefined;
  #byeWaits: HeaderLines | undefined;
  #reinviting = false;

  constructor(owner: SessionOwner, flow: Flow, settings: SessionSettings) {
    this.owner = owner;
    this.way = new DialogWay(owner, flow, settings);
    this.settings = settings;
    this.timer =
      settings.timer &&
      new SessionTimer(settings.timer, owner.transactions.timers.clock, {
        refreshDue: () => {
          if (this.state === 'established') this.listener.onRefreshDue?.(this.timer?.peerUpdates ?? false);
        },
        expired: () => this.expire(),
      });
  }

  /** Header lines of requests that say what this session can. */
  protected get requestHeaders(): HeaderLines {
    return this.timer ? this.owner.requestHeaders : withoutTimers(this.owner.requestHeaders);
  }

  /** Header lines of responses that say what this session can. */
  protected get responseHeaders(): HeaderLines {
    return this.timer ? this.owner.responseHeaders : withoutTimers(this.owner.responseHeaders);
  }

  /** True from the answer to the end. */
  get established(): boolean {
    return this.state === 'established';
  }

  /** True once nothing more can be done with it. */
  get ended(): boolean {
    return this.state === 'ended';
  }

  /** The way to the peer at present. */
  get peerFlow(): Flow {
    return this.way.flow;
  }

  /** The dialog, once there is one. */
  get currentDialog(): Dialog | undefined {
    return this.dialog;
  }

  /** Our Contact in requests within. */
  get contact(): readonly [string, string] {
    return this.way.contactLine();
  }

  /** Ends the session in the way that its state asks for. `status` refuses a call that is not answered yet. */
  abstract end(options?: { status?: number; headers?: HeaderLines }): void;

  /** A request within the dialog. */
  receive(request: SipRequest, transaction: ServerTransaction): void {
    if (!this.dialog?.accepts(request)) {
      transaction.respond(500, { headers: this.owner.responseHeaders });
      return;
    }
    if (request.method === 'BYE') {
      transaction.respond(200, { fixed: this.owner.responseHeaders });
      this.finish({ how: 'bye', request });
      this.dialogOver();
    } else if (this.state === 'ended') transaction.respond(481, { headers: this.owner.responseHeaders });
    else if (request.method === 'INVITE') this.#receiveReinvite(request, transaction);
    else if (request.method === 'UPDATE') this.#receiveUpdate(request, transaction);
    else if (!this.listener.onRequest?.(request, transaction))
      transaction.respond(501, { headers: this.owner.responseHeaders });
  }

  /** An ACK within the dialog. */
  receiveAck(ack: SipRequest): void {
    const waiting = this.#unconfirmed;
    if (!waiting || ack.cseq?.number !== waiting.cseq) return;
    this.#confirmed();
    if (this.#byeWaits) this.#sendBye(this.#byeWaits);
    else if (this.state === 'established') this.listener.onConfirmed?.(ack);
  }

  /**
   * Sends a request within the session (INFO, MESSAGE, …), with credentials where they are asked for.
   * @param done told once; may be left out.
   */
  send(
    method: string,
    parts: { headers?: HeaderLines; body?: MessageBody } = {},
    done: InDialogResult = () => {},
  ): void {
    const { dialog } = this;
    if (!dialog) {
      done(481);
      return;
    }
    const { timer } = this;
    if (method !== 'UPDATE' || !timer) {
      this.way.send(dialog, method, parts, done);
      return;
    }
    const headers = [...(parts.headers ?? []), ...timer.requestLines()];
    this.way.send(dialog, method, { ...parts, headers }, (status, response) => {
      if (this.state === 'established' && response && status < 300 && !timer.accepted(response)) this.expire();
      done(status, response);
      if (status === 481 || status === 408) this.#lost();
    });
  }

  /**
   * Changes the session by a re-INVITE with a new offer. A crossing re-INVITE of the peer makes it wait and try again.
   * @param headers lines besides the usual ones.
   * @see RFC 3261 §14.1
   */
  reinvite(body: MessageBody, done: (result: ReinviteResult) => void, headers: HeaderLines = []): void {
    if (this.#reinviting || this.state !== 'established' || !this.dialog) {
      done({ ok: false, status: 491 });
      return;
    }
    this.#reinviting = true;
    this.#attemptReinvite(this.dialog, { body, headers }, undefined, (result) => {
      this.#reinviting = false;
      if (this.state === 'established') done(result);
    });
  }

  /** Waits for the ACK of a 2xx just sent. */
  protected awaitAck(transaction: ServerTransaction, cseq: number): void {
    this.#confirmed();
    const repeat = new RepeatAccept(this.owner.transactions.timers, transaction, () => {
      // "If the server retransmits the 2xx response for 64*T1 seconds without receiving an ACK, the dialog is confirmed,
      // but the session SHOULD be terminated. This is accomplished with a BYE" (§13.3.1.4)
      this.#confirmed();
      this.#sendBye(this.#byeWaits ?? []);
      this.finish({ how: 'no-ack' });
    });
    this.#unconfirmed = { repeat, cseq, transaction };
    transaction.user = { ...transaction.user, onAck: (ack) => this.receiveAck(ack) };
  }

  /** No ACK is waited for any more. The transaction, which lingers, lets go of us. */
  #confirmed(): void {
    const waiting = this.#unconfirmed;
    if (!waiting) return;
    this.#unconfirmed = undefined;
    waiting.repeat.stop();
    waiting.transaction.user = {};
  }

  /** BYE now, or after the ACK that is still to come. @see RFC 3261 §15 */
  protected hangUp(headers: HeaderLines): void {
    if (this.#unconfirmed) this.#byeWaits = headers;
    else this.#sendBye(headers);
  }

  /** Nothing keeps the session alive any more. @see RFC 4028 §10 */
  protected expire(): void {
    if (this.state !== 'established') return;
    this.#sendBye([]);
    this.finish({ how: 'expired' });
  }

  /** Tells the end, once. */
  protected finish(end: SessionEnd): void {
    const first = this.state !== 'ended';
    this.state = 'ended';
    this.timer?.stop();
    if (end.how !== 'local') {
      this.#confirmed();
      this.#leave();
    }
    if (!first) return;
    const { listener } = this;
    // Its transactions keep the session for a while, but nobody hears of it any more.
    this.listener = {};
    listener.onEnded?.(end);
  }

  /** Each side knows of the end: no request within the dialog comes any more. */
  protected dialogOver(): void {}

  #sendBye(headers: HeaderLines): void {
    this.#byeWaits = undefined;
    // The dialog stays until the BYE is answered, so that a BYE that crosses ours finds it.
    this.send('BYE', { headers }, () => {
      this.#leave();
      this.dialogOver();
    });
  }

  #leave(): void {
    if (this.dialog) this.owner.leave(this.dialog);
  }

  /** @see RFC 3261 §14.2 */
  #receiveReinvite(request: SipRequest, transaction: ServerTransaction): void {
    const headers = this.responseHeaders;
    if (this.#unconfirmed || this.state === 'early') {
      // "A UAS that receives a second INVITE before it sends the final response to a first INVITE ... MUST return a 500 ...
      // and MUST include a Retry-After header field with a randomly chosen value of between 0 and 10 seconds."
      transaction.respond(500, { headers: [['Retry-After', '2'], ...headers] });
      return;
    }
    if (this.#reinviting) {
      transaction.respond(491, { headers });
      return;
    }
    if (this.#refusedTimer(request, transaction)) return;
    this.dialog?.refreshTarget(request);
    this.listener.onRefreshed?.(request);
    const wanted = request.body === '';
    const answer = (wanted ? this.listener.onOfferWanted?.(request) : this.listener.onOffer?.(request)) ?? {
      status: 488,
    };
    transaction.respond(answer.status, {
      headers: [this.way.contactLine(), ...this.#timerLines(request, answer.status), ...headers],
      ...(answer.body && { body: answer.body }),
    });
    if (answer.status < 300) this.awaitAck(transaction, request.cseq?.number ?? 0);
  }

  /** @see RFC 3311 §5.2 */
  #receiveUpdate(request: SipRequest, transaction: ServerTransaction): void {
    const headers = this.responseHeaders;
    if (request.body !== '' && this.#reinviting) {
      transaction.respond(491, { headers });
      return;
    }
    if (this.#refusedTimer(request, transaction)) return;
    this.dialog?.refreshTarget(request);
    this.listener.onRefreshed?.(request);
    const answer = request.body === '' ? { status: 200 } : (this.listener.onOffer?.(request) ?? { status: 488 });
    const body = 'body' in answer && answer.body ? { body: answer.body } : {};
    const lines = [this.way.contactLine(), ...this.#timerLines(request, answer.status), ...headers];
    transaction.respond(answer.status, { headers: lines, ...body });
  }

  #refusedTimer(request: SipRequest, transaction: ServerTransaction): boolean {
    const refusal = this.settings.timer && timerRefusal({ ...this.settings.timer, required: false }, request);
    if (refusal) transaction.respond(refusal.status, { headers: [...refusal.headers, ...this.responseHeaders] });
    return refusal !== undefined;
  }

  #timerLines(request: SipRequest, status: number): HeaderLines {
    return status < 300 && this.state === 'established' ? (this.timer?.answer(request) ?? []) : [];
  }

  #attemptReinvite(
    dialog: Dialog,
    change: Change,
    authorization: readonly [string, string] | undefined,
    done: (result: ReinviteResult) => void,
  ): void {
    const headers = [
      ...(authorization ? [authorization] : []),
      this.way.contactLine(),
      ...change.headers,
      ...(this.timer?.requestLines() ?? []),
      ...this.requestHeaders,
    ];
    const request = dialog.request('INVITE', { headers, body: change.body });
    this.way.route(dialog, (flow) => {
      if (!flow) {
        done({ ok: false, status: 503 });
        return;
      }
      this.#inviteAgain(dialog, flow, request, change, authorization !== undefined, done);
    });
  }

  #inviteAgain(
    dialog: Dialog,
    flow: Flow,
    request: OutgoingRequest,
    change: Change,
    retried: boolean,
    done: (result: ReinviteResult) => void,
  ): void {
    let ack = '';
    this.owner.transactions.invite(flow, request, {
      onResponse: (response) => {
        const { status } = response;
        if (status < 200) return;
        if (status < 300) {
          if (ack !== '') {
            flow.send(ack);
            return;
          }
          dialog.refreshTarget(response);
          this.way.acknowledge(dialog, request.cseq, undefined, (text) => {
            ack = text;
          });
          if (this.state === 'established' && this.timer?.accepted(response) === false) this.expire();
          done({ ok: true, response });
          return;
        }
        const authorization = retried ? undefined : this.way.authorize(response, 'INVITE', request.uri);
        if (authorization) this.#attemptReinvite(dialog, change, authorization, done);
        else if (status === 491) this.#retryLater(dialog, change, done);
        else {
          done({ ok: false, status });
          // "If the response for a request within a dialog is a 481 or a 408, the UAC SHOULD terminate the dialog" (§12.2.1.2)
          if (status === 481 || status === 408) this.#lost();
        }
      },
      onFailure: (what) => {
        done({ ok: false, status: what === 'timeout' ? 408 : 503 });
        if (what === 'timeout') this.#lost();
      },
    });
  }

  #lost(): void {
    if (this.state !== 'established') return;
    this.#sendBye([]);
    this.finish({ how: 'timeout' });
  }

  /** "T has a randomly chosen value between 2.1 and 4 seconds in units of 10 ms" for the owner of the Call-ID (§14.1). */
  #retryLater(dialog: Dialog, change: Change, done: (result: ReinviteResult) => void): void {
    const { timers, tokens } = this.owner.transactions;
    const steps = Number.parseInt(tokens.hex(2), 16);
    const waitMs = this.ownsCallId ? 2100 + (steps % 190) * 10 : (steps % 200) * 10;
    timers.clock.after(waitMs, () => {
      if (this.state === 'established' && parseUri(dialog.remoteTarget))
        this.#attemptReinvite(dialog, change, undefined, done);
    });
  }

  protected abstract get ownsCallId(): boolean;
}
