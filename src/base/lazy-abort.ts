import { Followers } from './followers.ts';

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
export class LazyAbort extends Followers implements AbortSource {
  #aborted = false;
  #reason: unknown;
  #controller: AbortController | undefined;

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
    this.callOnce();
    this.#controller?.abort(reason);
  }

  follow(follower: () => void): () => void {
    this.add(follower);
    return () => this.remove(follower);
  }

  /** The same as {@link follow}, for who takes it back out by {@link remove}. */
  override add(follower: () => void): void {
    if (this.#aborted) follower();
    else super.add(follower);
  }

  /** Throws the reason if this has aborted. */
  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }
}
