import type { Clock } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';

/** Who wants or holds locks: a channel's unique id. */
export type LockOwner = string;

interface Waiter {
  readonly owner: LockOwner;
  /** Told once whether it has the lock now. */
  readonly settle: (taken: boolean) => void;
}

interface Lock {
  owner: LockOwner;
  /** How many times its owner has taken it, and must give it back. */
  depth: number;
  /** Served in the order in which they came. */
  readonly waiters: Set<Waiter>;
}

/**
 * Named locks. Each is held by one owner at a time, who may take it again and then gives it back as many times. The one who
 * waits longest gets it next. Nobody who holds another lock waits for ever, so that two cannot wait for each other.
 * @see LOCK of Asterisk 16: three seconds at most where another lock is held
 */
export class Locks {
  readonly #clock: Clock;
  readonly #locks = new Map<string, Lock>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes a lock if it is free, or the owner's own. */
  tryTake(name: string, owner: LockOwner): boolean {
    const lock = this.#locks.get(name);
    if (!lock) this.#locks.set(name, { owner, depth: 1, waiters: new Set() });
    else if (lock.owner === owner) lock.depth++;
    else return false;
    return true;
  }

  /** Takes a lock as soon as it is free; false after `limitMs`, where given. Rejects with the signal's reason when that aborts. */
  take(name: string, owner: LockOwner, signal: AbortSignal, limitMs?: Ms): boolean | Promise<boolean> {
    if (this.tryTake(name, owner)) return true;
    if (signal.aborted) return Promise.reject(signal.reason);
    const { waiters } = this.#locks.get(name) ?? { waiters: new Set<Waiter>() };
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        waiters.delete(waiter);
        timer?.cancel();
        signal.removeEventListener('abort', abort);
      };
      const waiter: Waiter = {
        owner,
        settle(taken) {
          leave();
          resolve(taken);
        },
      };
      const abort = (): void => {
        leave();
        reject(signal.reason);
      };
      const timer = limitMs === undefined ? undefined : this.#clock.after(limitMs, () => waiter.settle(false));
      signal.addEventListener('abort', abort, { once: true });
      waiters.add(waiter);
    });
  }

  /** Gives a lock back once; false if the owner does not hold it. */
  release(name: string, owner: LockOwner): boolean {
    const lock = this.#locks.get(name);
    if (lock?.owner !== owner) return false;
    if (--lock.depth === 0) this.#handOn(name, lock);
    return true;
  }

  /** Gives back all that an owner holds. */
  releaseAll(owner: LockOwner): void {
    for (const [name, lock] of this.#locks) if (lock.owner === owner) this.#handOn(name, lock);
  }

  /** Whether an owner holds another lock than that. */
  holdsOther(name: string, owner: LockOwner): boolean {
    for (const [other, lock] of this.#locks) if (other !== name && lock.owner === owner) return true;
    return false;
  }

  /** The locks that are held, and how many wait for each. */
  list(): ReadonlyArray<{ readonly name: string; readonly owner: LockOwner; readonly waiting: number }> {
    return [...this.#locks].map(([name, { owner, waiters }]) => ({ name, owner, waiting: waiters.size }));
  }

  #handOn(name: string, lock: Lock): void {
    const [next] = lock.waiters;
    if (!next) {
      this.#locks.delete(name);
      return;
    }
    lock.owner = next.owner;
    lock.depth = 1;
    next.settle(true);
  }
}
