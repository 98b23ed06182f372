import { messageOf } from '../../base/errors.ts';
import type { StoredMessage } from './message-store.ts';
import { backupLimit, boxNumber, boxSwitch, type Mailbox } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

const BACKUP = 'Deleted';

/**
 * A folder as its owner goes through it. Nothing is moved or deleted before {@link close}, so that numbers stand still and what was deleted
 * can be got back. Messages that arrive meanwhile are not among them.
 */
export class MessageFolder {
  readonly name: string;
  readonly #mail: Voicemail;
  readonly #box: Mailbox;
  readonly #messages: readonly StoredMessage[];
  readonly #deleted = new Set<StoredMessage>();
  readonly #heard = new Set<StoredMessage>();
  #place = -1;

  constructor(mail: Voicemail, box: Mailbox, folder: string) {
    this.name = folder;
    this.#mail = mail;
    this.#box = box;
    this.#messages = mail.store.list(box, folder);
  }

  get count(): number {
    return this.#messages.length;
  }

  /** From 0; -1 before the first message. */
  get place(): number {
    return this.#place;
  }

  get current(): StoredMessage | undefined {
    return this.#messages[this.#place];
  }

  get first(): StoredMessage | undefined {
    return this.#messages[0];
  }

  get isDeleted(): boolean {
    return this.current !== undefined && this.#deleted.has(this.current);
  }

  /** @returns false where there is no such message. */
  goTo(place: number): boolean {
    if (this.#messages[place] === undefined) return false;
    this.#place = place;
    return true;
  }

  /** To the next or the last one before. @returns false at the end, unless it goes round. */
  step(by: 1 | -1, wrap: boolean): boolean {
    const place = this.#place + by;
    return this.goTo(wrap && this.count > 1 ? (place + this.count) % this.count : place);
  }

  /** The message that is open has been heard. */
  heard(): void {
    if (this.current) this.#heard.add(this.current);
  }

  /** The message that is open stays where it is, as if it had not been heard. */
  notHeard(): void {
    if (this.current) this.#heard.delete(this.current);
  }

  /** @returns whether it is deleted now. */
  toggleDeleted(): boolean {
    const { current } = this;
    if (!current) return false;
    if (this.#deleted.delete(current)) return false;
    this.#deleted.add(current);
    return true;
  }

  /** Copies the message that is open behind the last one of a folder; it leaves its place at the end. @returns what went wrong. */
  saveTo(folder: string): string | undefined {
    const { current } = this;
    if (!current) return undefined;
    try {
      this.#mail.store.copy(this.#box, current, folder);
      this.#deleted.add(current);
      this.#mail.changed(this.#box);
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  }

  /** Takes away what was deleted, and moves to Old what was heard. @returns what went wrong; what could not go stays. */
  close(): string | undefined {
    const { store, settings } = this.#mail;
    const moves = ['INBOX', 'Urgent'].includes(this.name) && boxSwitch(settings, this.#box, 'moveheard');
    const room = boxNumber(settings, this.#box, 'maxmsg') - store.count(this.#box, 'Old');
    const old = moves ? [...this.#heard].filter((one) => !this.#deleted.has(one)).slice(0, Math.max(0, room)) : [];
    const deleted = [...this.#deleted];
    this.#deleted.clear();
    this.#heard.clear();
    if (old.length + deleted.length === 0) return undefined;
    try {
      for (const message of this.#whereTheyLieNow(old)) store.copy(this.#box, message, 'Old');
      this.#backUp(this.#whereTheyLieNow(deleted));
      store.delete(this.#box, this.#whereTheyLieNow([...old, ...deleted]));
      return undefined;
    } catch (error) {
      return messageOf(error);
    } finally {
      this.#mail.changed(this.#box);
    }
  }

  /** Keeps the last so many deleted messages in the folder Deleted, as `backupdeleted` says. */
  #backUp(messages: readonly StoredMessage[]): void {
    const { store, settings } = this.#mail;
    const most = backupLimit(settings, this.#box);
    if (most === 0) return;
    for (const message of messages) if (message.folder !== BACKUP) store.copy(this.#box, message, BACKUP);
    store.delete(this.#box, store.list(this.#box, BACKUP).slice(0, -most));
  }

  /**
   * The messages under their present numbers: somebody else may have closed gaps meanwhile. Those that have gone are left out. Copies of
   * one message are told apart by their places.
   */
  #whereTheyLieNow(messages: readonly StoredMessage[]): StoredMessage[] {
    const { store } = this.#mail;
    const lists = new Map(
      [...new Set(messages.map(({ folder }) => folder))].map((one) => [one, new Set(store.list(this.#box, one))]),
    );
    return messages.flatMap((message) => {
      const left = lists.get(message.folder) ?? new Set();
      const alike = [...left].filter((other) =>
        message.facts.messageId === ''
          ? other.base === message.base
          : other.facts.messageId === message.facts.messageId && other.facts.origTime === message.facts.origTime,
      );
      const found = alike.find((other) => other.base === message.base) ?? alike[0];
      if (!found) return [];
      left.delete(found);
      return [found];
    });
  }
}
