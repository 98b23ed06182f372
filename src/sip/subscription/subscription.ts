import type { Timer } from '../../base/clock.ts';
import { type Dialog, openServerDialog } from '../dialog/dialog.ts';
import type { SipRequest } from '../message/message.ts';
import type { MessageBody } from '../message/write-message.ts';
import { DialogWay, type SessionSettings } from '../session/dialog-way.ts';
import type { DialogUser, SessionOwner } from '../session/session-owner.ts';
import { newTag } from '../tokens.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { Flow } from '../transport/flow.ts';

/** How long subscriptions may last, in seconds. */
export interface SubscriptionTerms {
  /** Who asks for less is refused with 423; 0 lets everything pass. */
  readonly least: number;
  /** Who asks for more gets this. */
  readonly most: number;
  /** Who does not say gets this. */
  readonly usual: number;
}

/** Why a subscription came to its end, in the words of NOTIFY. @see RFC 6665 §4.1.3 */
export type SubscriptionEnd = 'timeout' | 'noresource' | 'deactivated' | 'rejected';

/** What the keeper of a subscription does for it. */
export interface SubscriptionKeeper {
  /** The state as of now, for the next NOTIFY. */
  document(): MessageBody;
  /** It lasts until then, epoch milliseconds: at its beginning, and each time it is asked for again. */
  onGranted?(expiresAtMs: number, localTag: string): void;
  /** It is over: nothing more is to be told. Called once. `dropped`: without a word to the peer, who may be told again later. */
  onEnded(dropped: boolean): void;
}

/** What must be known of a subscription to go on with it. */
export interface KeptSubscription {
  readonly localTag: string;
  /** Higher than the number of any NOTIFY that was sent. */
  readonly localCSeq: number;
  /** Epoch milliseconds. */
  readonly expiresAtMs: number;
}

/** What a SUBSCRIBE asks for: seconds, and undefined where it asks for nonsense. */
function wantedSeconds(request: SipRequest, terms: SubscriptionTerms): number | undefined {
  const text = request.header('Expires');
  if (text === undefined) return terms.usual;
  if (!/^\d{1,10}$/.test(text.trim())) return undefined;
  return Math.min(Number(text), terms.most);
}

/**
 * One who subscribes to something here, from its SUBSCRIBE to the last NOTIFY. It expires by itself.
 * @see RFC 6665 §4.2
 */
export class Subscription implements DialogUser {
  /** The value of Event, with its parameters. */
  readonly event: string;
  readonly callId: string;
  /** Where the peer is. */
  readonly way: DialogWay;
  readonly #owner: SessionOwner;
  readonly #keeper: SubscriptionKeeper;
  readonly #dialog: Dialog;
  readonly #localTag: string;
  readonly #terms: SubscriptionTerms;
  #expiry: Timer | undefined;
  #expiresAtMs = 0;
  #over = false;

  private constructor(
    owner: SessionOwner,
    request: SipRequest,
    dialog: Dialog,
    way: DialogWay,
    localTag: string,
    terms: SubscriptionTerms,
    keeper: SubscriptionKeeper,
  ) {
    this.#owner = owner;
    this.event = request.header('Event') ?? '';
    this.callId = request.callId;
    this.way = way;
    this.#dialog = dialog;
    this.#localTag = localTag;
    this.#terms = terms;
    this.#keeper = keeper;
  }

  /**
   * Takes a SUBSCRIBE whose sender may have what it asks for: answers it, and sends the first NOTIFY at once.
   * @returns undefined where it was refused, with 400 or 423.
   */
  static take(
    owner: SessionOwner,
    request: SipRequest,
    transaction: ServerTransaction,
    settings: SessionSettings,
    terms: SubscriptionTerms,
    keeper: SubscriptionKeeper,
  ): Subscription | undefined {
    const localTag = newTag(owner.transactions.tokens);
    const dialog = openServerDialog(request, localTag);
    if (!dialog) {
      transaction.respond(400, { toTag: localTag, headers: owner.responseHeaders });
      return undefined;
    }
    const way = new DialogWay(owner, transaction.flow, settings);
    const made = new Subscription(owner, request, dialog, way, localTag, terms, keeper);
    return made.#answer(request, transaction) ? made : undefined;
  }

  /**
   * Goes on with a subscription that an earlier run of this program took by `request`, and tells the peer how things are now.
   * @returns undefined if it cannot be gone on with.
   */
  static resume(
    owner: SessionOwner,
    request: SipRequest,
    flow: Flow,
    settings: SessionSettings,
    terms: SubscriptionTerms,
    kept: KeptSubscription,
    keeper: SubscriptionKeeper,
  ): Subscription | undefined {
    const dialog = openServerDialog(request, kept.localTag, kept.localCSeq);
    if (!dialog) return undefined;
    const way = new DialogWay(owner, flow, settings);
    const made = new Subscription(owner, request, dialog, way, kept.localTag, terms, keeper);
    made.#grant(kept.expiresAtMs);
    made.notify();
    return made;
  }

  /** The tag by which we are known to the peer. */
  get localTag(): string {
    return this.#localTag;
  }

  /** True once nothing more is to be told. */
  get over(): boolean {
    return this.#over;
  }

  /** Seconds until it expires. */
  get secondsLeft(): number {
    return Math.max(0, Math.round((this.#expiresAtMs - this.#owner.transactions.timers.clock.now()) / 1000));
  }

  /** The URI that the peer wants requests at. */
  get remoteTarget(): string {
    return this.#dialog.remoteTarget;
  }

  /** Tells the peer what the keeper's document says now. */
  notify(): void {
    if (!this.#over) this.#send(`active;expires=${this.secondsLeft}`);
  }

  /** Ends it from this side, with a last NOTIFY. */
  end(why: SubscriptionEnd): void {
    if (this.#over) return;
    this.#send(`terminated;reason=${why}`);
    this.#finish();
  }

  /** Lets it go without a word, when the sockets are about to close. */
  drop(): void {
    this.#finish(true);
  }

  receive(request: SipRequest, transaction: ServerTransaction): void {
    const headers = this.#owner.responseHeaders;
    if (!this.#dialog.accepts(request)) transaction.respond(500, { headers });
    else if (request.method === 'SUBSCRIBE') {
      this.#dialog.refreshTarget(request);
      this.way.flow = transaction.flow;
      this.#answer(request, transaction);
    } else transaction.respond(501, { headers });
  }

  /** A SUBSCRIBE has no ACK. */
  receiveAck(): void {}

  #answer(request: SipRequest, transaction: ServerTransaction): boolean {
    const { responseHeaders } = this.#owner;
    const seconds = wantedSeconds(request, this.#terms);
    const toTag = this.#localTag;
    if (seconds === undefined) {
      transaction.respond(400, { toTag, headers: responseHeaders });
      return false;
    }
    if (seconds > 0 && seconds < this.#terms.least) {
      const headers = [['Min-Expires', String(this.#terms.least)] as const, ...responseHeaders];
      transaction.respond(423, { toTag, headers });
      return false;
    }
    const granted = [['Expires', String(seconds)] as const, this.way.contactLine(), ...responseHeaders];
    transaction.respond(200, { toTag, headers: granted });
    const { clock } = this.#owner.transactions.timers;
    if (seconds === 0) {
      // Nobody asks for zero seconds but to end it, or to have the state once.
      this.end('timeout');
      return true;
    }
    this.#grant(clock.now() + seconds * 1000);
    this.notify();
    return true;
  }

  #grant(expiresAtMs: number): void {
    const { clock } = this.#owner.transactions.timers;
    this.#expiry?.cancel();
    this.#expiresAtMs = expiresAtMs;
    this.#owner.enter(this.#dialog, this);
    this.#expiry = clock.after(Math.max(0, expiresAtMs - clock.now()), () => this.end('timeout'));
    this.#keeper.onGranted?.(expiresAtMs, this.#localTag);
  }

  #send(state: string): void {
    const headers = [this.way.contactLine(), ['Event', this.event] as const, ['Subscription-State', state] as const];
    const body = this.#keeper.document();
    this.way.send(this.#dialog, 'NOTIFY', { headers, body }, (status) => {
      // "If the NOTIFY request fails ... the notifier SHOULD remove the subscription" (§4.2.2); the peer asks again.
      if (status >= 300 && status !== 503) this.#finish();
    });
  }

  #finish(dropped = false): void {
    if (this.#over) return;
    this.#over = true;
    this.#expiry?.cancel();
    this.#owner.leave(this.#dialog);
    this.#keeper.onEnded(dropped);
  }
}
