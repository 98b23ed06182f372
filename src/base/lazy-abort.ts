/** What may abort, for those who wait for it. */
export interface AbortSource {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** Calls `follower` once when this aborts, at once where it has; the returned function takes it back out. */
  follow(follower: () => void): () => void;
}

/** The same of either kind: see {@link AbortSource.follow}. */
export function followAbort(what: AbortSignal | AbortSource, follower: () => void): () => void {
  if (!(what instanceof AbortSignal)) return what.follow(follower);
  if (what.aborted) follower();
  else what.addEventListener('abort', follower, { once: true });
  return () => what.removeEventListener('abort', follower);
}

/**
 * An abort that makes an AbortSignal only for who asks for one: most calls end without anybody having waited on a signal, and a
 * controller, its events and its listeners cost more than all the rest of an end.
 */
export class LazyAbort implements AbortSource {
  #aborted = false;
  #reason: unknown;
  #controller: AbortController | undefined;
  /** The list is replaced, never changed: it is short, and one that grows takes room for many. */
  #followers: ReadonlyArray<() => void> = [];

  /** True from {@link abort} on. */
  get aborted(): boolean {
    return this.#aborted;
  }

  /** What was given to {@link abort}; undefined before. */
  get reason(): unknown {
    return this.#reason;
  }

  /** The signal; always the same one. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Aborts, once: first those who {@link follow}, then the signal. */
  abort(reason: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const followers = this.#followers;
    this.#followers = [];
    for (const follower of followers) follower();
    this.#controller?.abort(reason);
  }

  follow(follower: () => void): () => void {
    if (this.#aborted) {
      follower();
      return () => {};
    }
    this.#followers = this.#followers.concat(follower);
    return () => {
      this.#followers = this.#followers.filter((one) => one !== follower);
    };
  }

  /** Throws the reason if this has aborted. */
  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }
}
