import type { Clock } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import type { Stanza } from './stream/stanza.ts';

const MOST = 100;
/** A message that waited longer is no news any more. */
const LONGEST_MS = 3_600_000;

/** Messages that wait for a connection. */
export class Outbox {
  readonly #clock: Clock;
  #waiting: Array<{ readonly message: Stanza; readonly atMs: Ms }> = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns false if the oldest one had to go. */
  add(message: Stanza): boolean {
    this.#waiting.push({ message, atMs: this.#clock.monotonic() });
    if (this.#waiting.length <= MOST) return true;
    this.#waiting.shift();
    return false;
  }

  /** All that are still of use, the oldest first; they are taken out. */
  take(): readonly Stanza[] {
    const since = this.#clock.monotonic() - LONGEST_MS;
    const taken = this.#waiting.filter(({ atMs }) => atMs >= since).map(({ message }) => message);
    this.#waiting = [];
    return taken;
  }
}
