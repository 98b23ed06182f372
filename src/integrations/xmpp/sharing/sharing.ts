import type { EventBus } from '../../../base/event-bus.ts';
import type { Logger } from '../../../base/log.ts';
import type { Closable } from '../../../base/scope.ts';
import { type DeviceStates, deviceStateChanged } from '../../../pbx/ports/device-states.ts';
import { type Mailboxes, type MessageCounts, mailboxChanged } from '../../../pbx/ports/mailboxes.ts';
import type { XmppAccount } from '../account.ts';
import type { Address } from '../address.ts';
import type { Stanza } from '../stream/stanza.ts';
import { Publisher } from './publisher.ts';
import { itemsIn } from './pubsub.ts';
import { deviceItem, mailboxItem, readShared } from './shared-state.ts';

/** What sharing needs. */
export interface SharingHouse {
  readonly bus: EventBus;
  readonly log: Logger;
  readonly deviceStates: DeviceStates;
  readonly mailboxes: Mailboxes;
  /** By which other servers know this one. */
  readonly entityId: string;
}

/** At most so many devices, and mailboxes, of other servers are known. */
const MOST = 10_000;

/**
 * Shares the states of devices and mailboxes with other servers, ours and Asterisk's, by accounts with `distribute_events`.
 * Deviation: only what the account's own service tells is believed; Asterisk believes everybody.
 */
export class StateSharing implements Closable {
  readonly #house: SharingHouse;
  readonly #publishers = new Map<XmppAccount, Publisher>();
  /** Of other servers, by `box@context`. */
  readonly #mailboxes = new Map<string, MessageCounts>();
  /** What they said of devices, by server and device. */
  readonly #devices = new Map<string, { readonly device: string; readonly server: string }>();
  #leave: ReadonlyArray<() => void> = [];

  constructor(house: SharingHouse) {
    this.#house = house;
  }

  /** An account is there: if it shares, it begins. */
  connected(account: XmppAccount): void {
    const { sharing } = account.settings;
    if (!sharing) return;
    if (this.#leave.length === 0) this.#listen();
    const publisher = this.#publishers.get(account) ?? new Publisher(account, sharing, this.#house.log);
    this.#publishers.set(account, publisher);
    const { deviceStates, entityId } = this.#house;
    const known = deviceStates
      .known()
      .flatMap(({ device, own }) => (own && !isLamp(device) ? [deviceItem(device, own, entityId)] : []));
    void publisher.begin(known, (news) => this.#learn(news));
  }

  /** A service tells something to an account. */
  heard({ settings: { sharing, address } }: XmppAccount, from: Address, event: Stanza): void {
    if (!sharing || from.bare !== (sharing.service?.toLowerCase() ?? address.bare)) return;
    this.#learn(event);
  }

  #learn(news: Stanza): void {
    for (const { id, payload } of itemsIn(news)) {
      const shared = readShared(id, payload);
      if (!shared || shared.server === this.#house.entityId) continue;
      if (shared.kind === 'mailbox') this.#heardOfMailbox(shared.mailbox, shared.counts);
      else {
        const { device, server, state } = shared;
        const key = `${server} ${device}`;
        if (!this.#devices.has(key) && this.#devices.size >= MOST) continue;
        this.#devices.set(key, { device, server });
        this.#house.deviceStates.changedElsewhere(device, server, state);
      }
    }
  }

  /** Accounts that are no more are forgotten. */
  keepOnly(accounts: readonly XmppAccount[]): void {
    for (const account of this.#publishers.keys()) if (!accounts.includes(account)) this.#publishers.delete(account);
    if (this.#publishers.size === 0) this.close();
  }

  /** Ends it; what other servers said counts no more. */
  close(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    for (const { device, server } of this.#devices.values())
      this.#house.deviceStates.changedElsewhere(device, server, undefined);
    this.#devices.clear();
    this.#mailboxes.clear();
  }

  #listen(): void {
    const { bus, mailboxes, entityId } = this.#house;
    this.#leave = [
      bus.on(deviceStateChanged, ({ device, own }) => {
        if (own && !isLamp(device))
          for (const publisher of this.#publishers.values()) publisher.publish(deviceItem(device, own, entityId));
      }),
      bus.on(mailboxChanged, ({ mailbox, counts }) => {
        if (this.#mailboxes.has(mailbox)) return;
        for (const publisher of this.#publishers.values()) publisher.publish(mailboxItem(mailbox, counts, entityId));
      }),
      mailboxes.keep({ counts: (box, context) => this.#mailboxes.get(`${box}@${context}`) }),
    ];
  }

  #heardOfMailbox(mailbox: string, counts: MessageCounts): void {
    const { mailboxes } = this.#house;
    const known = this.#mailboxes.delete(mailbox);
    // a mailbox that is kept here is what it is here
    if (mailboxes.counts(mailbox) !== undefined || (!known && this.#mailboxes.size >= MOST)) return;
    this.#mailboxes.set(mailbox, counts);
    const at = mailbox.lastIndexOf('@');
    mailboxes.changed(mailbox.slice(0, at), mailbox.slice(at + 1));
  }
}

/**
 * Whether a device is a mailbox's lamp.
 * Deviation: it is not shared, for each server lights it by the mailbox, which is; Asterisk sends a lamp that another server caused back to it.
 */
function isLamp(device: string): boolean {
  return device.startsWith('MWI:');
}
