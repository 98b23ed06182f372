import type { Clock, Timer } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';

/** The three numbers that all timers of RFC 3261 are made of. @see RFC 3261 §17.1.1.1, Table 4 */
export interface TimerValues {
  /** Estimate of the round trip. */
  readonly t1Ms: Ms;
  /** Longest interval between two sends of a non-INVITE request or an INVITE response. */
  readonly t2Ms: Ms;
  /** Longest time that a message stays in the network. */
  readonly t4Ms: Ms;
}

/** The RFC's own values. */
export const DEFAULT_TIMERS: TimerValues = { t1Ms: 500, t2Ms: 4000, t4Ms: 5000 };

/** What is due within this part of a queue's delay goes together: a wake-up of its own costs more than what it does. */
const GRAIN = 1 / 64;

/** One delay. A class, not a literal with a closure: a busy server keeps tens of thousands. */
class Entry implements Timer {
  /** Whole milliseconds: a fraction would be an object of its own. */
  readonly dueMs: Ms;
  fn: (() => void) | undefined;

  constructor(dueMs: Ms, fn: () => void) {
    this.dueMs = dueMs;
    this.fn = fn;
  }

  cancel(): void {
    this.fn = undefined;
  }
}

/**
 * Delays that all last equally long, in one queue with one timer of the clock: a busy server holds tens of thousands of
 * finished transactions for 32 seconds each, and a clock timer for each would cost more than the transaction.
 */
export class DelayQueue {
  readonly delayMs: Ms;
  readonly #clock: Clock;
  #entries: Entry[] = [];
  #head = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, delayMs: Ms) {
    this.#clock = clock;
    this.delayMs = delayMs;
  }

  /** Calls `fn` once after the queue's delay, or a 64th of it later; cancelling lets go of `fn` at once. */
  add(fn: () => void): Timer {
    const entry = new Entry(Math.ceil(this.#clock.monotonic() + this.delayMs), fn);
    this.#entries.push(entry);
    this.#timer ??= this.#clock.after(this.delayMs, () => this.#run());
    return entry;
  }

  /** Cancels everything. */
  clear(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#entries = [];
    this.#head = 0;
  }

  #run(): void {
    this.#timer = undefined;
    const nowMs = this.#clock.monotonic();
    for (;;) {
      const entry = this.#entries[this.#head];
      if (!entry) break;
      if (entry.fn && entry.dueMs > nowMs) {
        this.#timer ??= this.#clock.after(Math.max(entry.dueMs - nowMs, this.delayMs * GRAIN), () => this.#run());
        break;
      }
      this.#head++;
      const { fn } = entry;
      entry.fn = undefined;
      fn?.();
    }
    // The done half goes once it is the larger one, so that each entry is moved about once.
    if (2 * this.#head >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }
}

/** The delays that transactions share. */
export class TransactionTimers {
  readonly values: TimerValues;
  readonly clock: Clock;
  /** T1: the first interval of timers A, E and G, and of a 2xx that waits for its ACK. Nearly all are cancelled. */
  readonly #t1: DelayQueue;
  /** 64*T1: timers B, D, F, H, J, L, M. */
  readonly long: DelayQueue;
  /** T4: timers I and K. */
  readonly t4: DelayQueue;

  constructor(clock: Clock, values: TimerValues = DEFAULT_TIMERS) {
    this.clock = clock;
    this.values = values;
    this.#t1 = new DelayQueue(clock, values.t1Ms);
    this.long = new DelayQueue(clock, 64 * values.t1Ms);
    this.t4 = new DelayQueue(clock, values.t4Ms);
  }

  /** Calls `fn` when it is time to send something again, for the first time after T1. */
  repeat(afterMs: Ms, fn: () => void): Timer {
    return afterMs === this.values.t1Ms ? this.#t1.add(fn) : this.clock.after(afterMs, fn);
  }

  /** Cancels everything. */
  close(): void {
    this.#t1.clear();
    this.long.clear();
    this.t4.clear();
  }
}
