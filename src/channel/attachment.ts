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
  readonly #values = new Map<AttachmentKey<unknown>, unknown>();

  get<T>(key: AttachmentKey<T>): T | undefined {
    return this.#values.get(key) as T | undefined;
  }

  set<T>(key: AttachmentKey<T>, value: T): void {
    this.#values.set(key, value);
  }

  delete(key: AttachmentKey<unknown>): void {
    this.#values.delete(key);
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
    for (const [key, value] of parent.#values) if (key.inherited) this.#values.set(key, value);
  }
}
