import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageCounts } from '../../pbx/ports/mailboxes.ts';
import type { MessageStore } from './message-store.ts';
import type { Mailbox } from './settings.ts';

const FOLDERS = ['INBOX', 'Urgent', 'Old'] as const;

/**
 * The counts of mailboxes without reading their folders each time: a folder is read again only when it has changed, by whomever, which
 * the time of its last change tells.
 */
export class CountsCache {
  readonly #store: MessageStore;
  readonly #known = new Map<string, { readonly stamp: string; readonly counts: MessageCounts }>();

  constructor(store: MessageStore) {
    this.#store = store;
  }

  /** What lies in a mailbox now. */
  counts(mailbox: Pick<Mailbox, 'box' | 'context'>): MessageCounts {
    const name = `${mailbox.box}@${mailbox.context}`;
    const path = this.#store.pathOf(mailbox);
    // Looked at before it is read: a change in between is then noticed the next time.
    const stamp = FOLDERS.map((folder) => stampOf(join(path, folder))).join(' ');
    const known = this.#known.get(name);
    if (known?.stamp === stamp) return known.counts;
    const counts = this.#store.counts(mailbox);
    this.#known.set(name, { stamp, counts });
    return counts;
  }

  /** Forgets a mailbox, whose folders we have changed ourselves: two changes can be too close for the time to tell. */
  forget(mailbox: Pick<Mailbox, 'box' | 'context'>): void {
    this.#known.delete(`${mailbox.box}@${mailbox.context}`);
  }
}

function stampOf(folder: string): string {
  try {
    const { ino, mtimeNs, ctimeNs } = statSync(folder, { bigint: true });
    return `${ino}:${mtimeNs}:${ctimeNs}`;
  } catch {
    return ''; // no such folder, or none that there could be: nothing lies in it
  }
}
