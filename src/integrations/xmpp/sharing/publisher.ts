import type { Logger } from '../../../base/log.ts';
import type { XmppAccount } from '../account.ts';
import type { SharingSettings } from '../settings.ts';
import { childOf, type Stanza } from '../stream/stanza.ts';
import {
  askingFor,
  creating,
  type Item,
  type NodeKind,
  publishing,
  refusalIn,
  sharingWith,
  subscribing,
  unsubscribing,
} from './pubsub.ts';
import { DEVICES, MAILBOXES } from './shared-state.ts';

/** Publishes through one account, one item after another: of what changes faster than the service takes it, the newest. */
export class Publisher {
  readonly #account: XmppAccount;
  readonly #sharing: SharingSettings;
  readonly #log: Logger;
  readonly #waiting = new Map<string, Item>();
  readonly #made = new Set<string>();
  #busy = false;
  #told = '';

  constructor(account: XmppAccount, sharing: SharingSettings, log: Logger) {
    this.#account = account;
    this.#sharing = sharing;
    this.#log = log;
  }

  /**
   * The account is there: what lies in `items` is published, and both nodes are subscribed to. What others have published
   * before is handed to `learn`. Deviation: Asterisk waits until it changes.
   */
  async begin(items: readonly Item[], learn: (news: Stanza) => void): Promise<void> {
    this.#made.clear();
    this.#told = '';
    const own = this.#account.settings.address.bare;
    for (const node of [DEVICES, MAILBOXES]) await this.#ask(unsubscribing(node, own));
    for (const item of items) this.publish(item);
    const { collections } = this.#sharing;
    for (const node of [DEVICES, MAILBOXES]) {
      const wish = subscribing(node, own, collections);
      let refusal = await this.#ask(wish);
      if (refusal === 'item-not-found') {
        await this.#make(node, collections ? 'collection' : 'node');
        refusal = await this.#ask(wish);
      }
      this.#complain(refusal, `to subscribe to ${node}`);
      const there = await this.#account.ask('get', askingFor(node), this.#sharing.service);
      const news = there && childOf(there, 'pubsub');
      if (news) learn(news);
    }
  }

  /** Publishes it soon; before that a newer one of the same name takes its place. */
  publish(item: Item): void {
    if (this.#account.state !== 'Connected') return;
    this.#waiting.set(`${item.node} ${item.id}`, this.#sharing.collections ? { ...item, node: item.id } : item);
    void this.#publishAll();
  }

  async #publishAll(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (const [key, item] of this.#waiting) {
      this.#waiting.delete(key);
      await this.#publishOne(item, key.startsWith(DEVICES) ? DEVICES : MAILBOXES);
    }
    this.#busy = false;
  }

  async #publishOne(item: Item, collection: string): Promise<void> {
    const kind: NodeKind = this.#sharing.collections ? { leafOf: collection } : 'node';
    if (this.#sharing.createsNodes) await this.#make(item.node, kind);
    let refusal = await this.#ask(publishing(item));
    if (refusal === 'item-not-found' && !this.#made.has(item.node)) {
      await this.#make(item.node, kind);
      refusal = await this.#ask(publishing(item));
    }
    // a service may decline to forget what it is given; nobody misses it
    if (item.kept) this.#complain(refusal, 'to publish');
  }

  /** Makes a node, once for a connection; one that is there already does no harm. */
  async #make(node: string, kind: NodeKind): Promise<void> {
    if (this.#made.has(node)) return;
    this.#made.add(node);
    await this.#ask(creating(node, kind));
    const { buddies } = this.#account.settings;
    if (buddies.length > 0) await this.#ask(sharingWith(node, buddies));
  }

  /** @returns why the service refuses; undefined if it does not, or if there is no answer, which the account itself tells. */
  async #ask(question: Stanza): Promise<string | undefined> {
    const answer = await this.#account.ask('set', question, this.#sharing.service);
    return answer && refusalIn(answer);
  }

  #complain(refusal: string | undefined, what: string): void {
    if (refusal === undefined || refusal === this.#told) return;
    this.#told = refusal;
    const { settings } = this.#account;
    const where = this.#sharing.service ?? settings.address.bare;
    this.#log.warning(
      `XMPP account ${settings.name}: ${where} does not allow it ${what}, so states are not shared: ${refusal}`,
    );
  }
}
