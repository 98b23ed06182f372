import type { Address } from './address.ts';

/** Presence as JABBER_STATUS numbers it: online, chatty, away, away for long, do not disturb, offline, not a contact. */
export type Status = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Where a contact is there. */
export interface Resource {
  readonly name: string;
  readonly priority: number;
  readonly status: Status;
  readonly message: string;
}

/** A contact: an entry of the roster or a `buddy` of the configuration. */
export interface Contact {
  /** Its bare address. */
  readonly address: string;
  /** As the roster has it: none, to, from or both; empty for a buddy that is not in the roster. */
  subscription: string;
  /** Where it is there now, the highest priority first. */
  resources: readonly Resource[];
}

/** At most so many contacts, and places of one contact, are kept. */
const MOST_CONTACTS = 10_000;
const MOST_RESOURCES = 100;

/** The contacts of an account and where they are there. */
export class Roster {
  readonly #contacts = new Map<string, Contact>();

  /** In the order in which they came. */
  list(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  find(bare: string): Contact | undefined {
    return this.#contacts.get(bare);
  }

  /** Adds a contact or changes its subscription. */
  put(bare: string, subscription?: string): void {
    const known = this.#contacts.get(bare);
    if (known) known.subscription = subscription ?? known.subscription;
    else if (this.#contacts.size < MOST_CONTACTS)
      this.#contacts.set(bare, { address: bare, subscription: subscription ?? '', resources: [] });
  }

  remove(bare: string): void {
    this.#contacts.delete(bare);
  }

  /** A contact has become present somewhere; what is no contact counts for nothing. @returns false for that. */
  arrived(address: Address, resource: Resource): boolean {
    const contact = this.#contacts.get(address.bare);
    if (!contact) return false;
    const others = contact.resources.filter(({ name }) => name !== resource.name);
    if (others.length < MOST_RESOURCES)
      contact.resources = [...others, resource].sort((one, other) => other.priority - one.priority);
    return true;
  }

  /** A contact has left a place; without a resource, all of them. */
  left(address: Address): void {
    const contact = this.#contacts.get(address.bare);
    if (contact)
      contact.resources = contact.resources.filter(({ name }) => address.resource !== '' && name !== address.resource);
  }

  /** The connection is gone, and with it all knowledge of who is there. */
  clearPresence(): void {
    for (const contact of this.#contacts.values()) contact.resources = [];
  }

  /** Of a bare address the place of the highest priority counts, of a full one that very place. @see observed: Asterisk 16. */
  statusOf(address: Address): Status {
    const contact = this.#contacts.get(address.bare);
    if (!contact) return 7;
    const found =
      address.resource === '' ? contact.resources[0] : contact.resources.find(({ name }) => name === address.resource);
    return found?.status ?? 6;
  }
}

/** The number of a `<show>`. @see RFC 6121 §4.7.2.1 */
export function statusOfShow(show: string): Status {
  const known: Readonly<Record<string, Status>> = { chat: 2, away: 3, xa: 4, dnd: 5 };
  return Object.hasOwn(known, show) ? (known[show] ?? 1) : 1;
}
