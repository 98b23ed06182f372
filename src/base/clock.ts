import type { Ms } from './duration.ts';

/** A pending call-back. `cancel` is idempotent. */
export interface Timer {
  cancel(): void;
}

/**
 * The only source of time. Everything that waits or asks for the hour gets a Clock, so that a test or a
 * simulation can run a 32-second timer in a millisecond.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch (wall clock; may jump). */
  now(): Ms;
  /** Milliseconds that only ever grow; for measuring spans. */
  monotonic(): Ms;
  /** Calls `fn` once after `afterMs` (clamped to 0 and up). The timer keeps no process alive on its own. */
  after(afterMs: Ms, fn: () => void): Timer;
  /** Calls `fn` every `everyMs` until cancelled. */
  every(everyMs: Ms, fn: () => void): Timer;
  /** Resolves after `afterMs`; rejects with the signal's reason as soon as that aborts. */
  sleep(afterMs: Ms, signal?: AbortSignal): Promise<void>;
}

/** The largest delay that setTimeout takes without firing at once. */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

function sleepOn(clock: Pick<Clock, 'after'>, afterMs: Ms, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      timer.cancel();
      reject(signal?.reason);
    };
    const timer = clock.after(afterMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** A delay in pieces that setTimeout takes. */
function afterLong(afterMs: Ms, fn: () => void): Timer {
  const until = performance.now() + afterMs;
  let handle: NodeJS.Timeout;
  const arm = (): void => {
    const left = Math.max(0, until - performance.now());
    handle = left > LONGEST_TIMEOUT_MS ? setTimeout(arm, LONGEST_TIMEOUT_MS) : setTimeout(fn, left);
  };
  arm();
  return { cancel: () => clearTimeout(handle) };
}

/** A timer of Node's, in as little room as can be: each call has some. */
class NodeTimer implements Timer {
  readonly #handle: NodeJS.Timeout;

  constructor(handle: NodeJS.Timeout) {
    this.#handle = handle;
  }

  cancel(): void {
    clearTimeout(this.#handle);
  }
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(afterMs, fn) {
    if (afterMs > LONGEST_TIMEOUT_MS) return afterLong(afterMs, fn);
    return new NodeTimer(setTimeout(fn, Math.max(0, afterMs)));
  },
  every(everyMs, fn) {
    return new NodeTimer(setInterval(fn, everyMs));
  },
  sleep(afterMs, signal) {
    return sleepOn(systemClock, afterMs, signal);
  },
};

interface Entry {
  readonly dueMs: Ms;
  readonly order: number;
  readonly fn: () => void;
}

/**
 * A clock that stands still until it is advanced. Timers fire in order of their due time, then of their making.
 * Between two timers all pending promise reactions run, so that code that sleeps in a loop behaves as in real time.
 */
export class VirtualClock implements Clock {
  #nowMs: Ms;
  readonly #startMs: Ms;
  #order = 0;
  readonly #entries = new Set<Entry>();

  /** @param startMs the epoch milliseconds at which this clock starts. */
  constructor(startMs: Ms = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
    this.#startMs = startMs;
  }

  now(): Ms {
    return this.#nowMs;
  }

  monotonic(): Ms {
    return this.#nowMs - this.#startMs;
  }

  after(afterMs: Ms, fn: () => void): Timer {
    const entry = { dueMs: this.#nowMs + Math.max(0, afterMs), order: this.#order++, fn };
    this.#entries.add(entry);
    return { cancel: () => void this.#entries.delete(entry) };
  }

  every(everyMs: Ms, fn: () => void): Timer {
    let timer: Timer;
    const arm = (): void => {
      timer = this.after(everyMs, () => {
        arm();
        fn();
      });
    };
    arm();
    return { cancel: () => timer.cancel() };
  }

  sleep(afterMs: Ms, signal?: AbortSignal): Promise<void> {
    return sleepOn(this, afterMs, signal);
  }

  /** The number of timers that wait. */
  get pending(): number {
    return this.#entries.size;
  }

  /** Moves time forward by `byMs`, firing what falls due on the way and settling promises before, between and after. */
  async advance(byMs: Ms): Promise<void> {
    const until = this.#nowMs + byMs;
    await settle();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#entries.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.fn();
      await settle();
    }
    this.#nowMs = until;
  }

  /** Advances in timer-sized steps until `done()` is true; throws after `limitMs` of virtual time. */
  async advanceUntil(done: () => boolean, limitMs: Ms = 3_600_000): Promise<void> {
    const limit = this.#nowMs + limitMs;
    await settle();
    while (!done()) {
      const next = this.#next(limit);
      if (!next) throw new Error(`condition not met within ${limitMs} ms of virtual time`);
      await this.advance(Math.max(0, next.dueMs - this.#nowMs));
    }
  }

  #next(untilMs: Ms): Entry | undefined {
    let best: Entry | undefined;
    for (const entry of this.#entries) {
      if (entry.dueMs > untilMs) continue;
      if (!best || entry.dueMs < best.dueMs || (entry.dueMs === best.dueMs && entry.order < best.order)) best = entry;
    }
    return best;
  }
}

/** Lets every promise reaction and immediate that is already due run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
