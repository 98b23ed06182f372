import type { Ms } from '../../base/duration.ts';

/** Between two digits that follow one another. */
const GAP_MS = 60;
/** A released digit is held at least so long, so that far ends recognise it. */
const SHORTEST_MS = 40;
const TICK_MS = 20;
/** More waiting digits than any dialplan sends are dropped. */
const MOST_WAITING = 256;

/** What the queue makes happen: each call is one tick of 20 ms apart. */
export interface DigitKeys {
  begin(digit: string): void;
  hold(digit: string, heldMs: Ms): void;
  end(digit: string, heldMs: Ms): void;
}

interface Press {
  readonly digit: string;
  durationMs: Ms;
}

/** Presses digits one after another with a gap between, in ticks of 20 ms. */
export class DigitQueue {
  readonly #keys: DigitKeys;
  readonly #waiting: Press[] = [];
  #current: Press | undefined;
  #heldMs = 0;
  #gapMs = 0;

  constructor(keys: DigitKeys) {
    this.#keys = keys;
  }

  /** True while a digit is down: audio keeps silent. */
  get sounding(): boolean {
    return this.#current !== undefined;
  }

  /** True while ticks are wanted. */
  get active(): boolean {
    return this.#current !== undefined || this.#waiting.length > 0 || this.#gapMs > 0;
  }

  /** Queues a digit; an endless one waits for {@link DigitQueue.release}. */
  press(digit: string, durationMs: Ms): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push({ digit, durationMs: Math.max(SHORTEST_MS, durationMs) });
    if (this.#gapMs === 0) this.#start();
  }

  /** Gives the endless press of `digit` its length. */
  release(digit: string, durationMs: Ms): void {
    const endless = (press: Press): boolean => press.digit === digit && press.durationMs === Number.POSITIVE_INFINITY;
    const press = this.#current && endless(this.#current) ? this.#current : this.#waiting.find(endless);
    if (!press) return;
    press.durationMs = Math.max(SHORTEST_MS, durationMs);
    if (press === this.#current && this.#heldMs >= press.durationMs) this.#finish(press);
  }

  tick(): void {
    const press = this.#current;
    if (press) {
      this.#heldMs += TICK_MS;
      if (this.#heldMs < press.durationMs) {
        this.#keys.hold(press.digit, this.#heldMs);
        return;
      }
      this.#finish(press);
      return;
    }
    if (this.#gapMs > 0) this.#gapMs -= TICK_MS;
    if (this.#gapMs <= 0) this.#start();
  }

  #finish(press: Press): void {
    this.#current = undefined;
    this.#gapMs = GAP_MS;
    this.#keys.end(press.digit, this.#heldMs);
  }

  #start(): void {
    if (this.#current) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#current = next;
    this.#heldMs = 0;
    this.#keys.begin(next.digit);
  }
}
