import type { Clock, Timer } from '../../src/base/clock.ts';
import { VirtualClock } from '../../src/base/clock.ts';

/** A clock that is moved in whole milliseconds and finds what is due at once, however many timers wait. */
export class MeasuredClock implements Clock {
  readonly #startMs = Date.UTC(2026, 0, 1);
  #nowMs = this.#startMs;
  readonly #due = new Map<number, Set<() => void>>();

  now(): number {
    return this.#nowMs;
  }

  monotonic(): number {
    return this.#nowMs - this.#startMs;
  }

  after(afterMs: number, fn: () => void): Timer {
    const at = Math.ceil(this.#nowMs + Math.max(1, afterMs));
    let all = this.#due.get(at);
    if (!all) this.#due.set(at, (all = new Set()));
    const mine = all;
    const run = (): void => fn();
    mine.add(run);
    return { cancel: () => void mine.delete(run) };
  }

  every(everyMs: number, fn: () => void): Timer {
    let timer = this.after(everyMs, run.bind(this));
    function run(this: MeasuredClock): void {
      timer = this.after(everyMs, run.bind(this));
      fn();
    }
    return { cancel: () => timer.cancel() };
  }

  sleep(afterMs: number, signal?: AbortSignal): Promise<void> {
    return VirtualClock.prototype.sleep.call(this, afterMs, signal);
  }

  /** Lets one millisecond pass. */
  tick(): void {
    const due = this.#due.get(++this.#nowMs);
    if (!due) return;
    this.#due.delete(this.#nowMs);
    for (const fn of due) fn();
  }
}
