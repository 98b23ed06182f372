/** The key of something that a feature keeps on a channel; compared by identity. */
export interface AttachmentKey<T> {
  readonly name: string;
  /** Handed on to every channel made on behalf of this one, for ever (as the event of a calendar's call is). */
  readonly inherited: boolean;
  /** Phantom: carries the type. */
  readonly value?: T;
}

/** Declares an attachment. */
export function defineAttachment<T>(name: string, options: { inherited?: boolean } = {}): AttachmentKey<T> {
  return { name, inherited: options.inherited ?? false };
}

/** What features keep on one channel, so that the channel itself knows none of them. */
export class Attachments {
  /** A key and its value by turns: there are few, and a Map takes a table for each channel. */
  #pairs: unknown[] = [];

  get<T>(key: AttachmentKey<T>): T | undefined {
    const pairs = this.#pairs;
    for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === key) return pairs[at + 1] as T;
    return undefined;
  }

  set<T>(key: AttachmentKey<T>, value: T): void {
    const pairs = this.#pairs;
    for (let at = 0; at < pairs.length; at += 2) {
      if (pairs[at] !== key) continue;
      pairs[at + 1] = value;
      return;
    }
    pairs.push(key, value);
  }

  delete(key: AttachmentKey<unknown>): void {
    const pairs = this.#pairs;
    for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === key) pairs.splice(at, 2);
  }

  /** The value of `key`, made by `make` where there is none yet. */
  ensure<T>(key: AttachmentKey<T>, make: () => T): T {
    const known = this.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.set(key, made);
    return made;
  }

  /** Takes over what is inherited from `parent`. */
  inheritFrom(parent: Attachments): void {
    const pairs = parent.#pairs;
    for (let at = 0; at < pairs.length; at += 2) {
      const key = pairs[at] as AttachmentKey<unknown>;
      if (key.inherited) this.set(key, pairs[at + 1]);
    }
  }
}
