import type { Clock, Timer } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import type { DigitWatch } from '../../channel/bridge/seat.ts';
import type { DigitEvent } from '../../media/facade.ts';

/** Between two digits that are passed on. */
const GAP_MS = 250;

/** A code and what it does. */
export interface DigitKey {
  /** One or more digits. */
  readonly code: string;
  /** Until what it gives is settled, all digits are kept from the other side and mean nothing. Must not reject. */
  run(): void | Promise<void>;
}

/** How digits are followed. */
export interface DigitKeysOptions {
  readonly clock: Clock;
  /** How long the next digit of a code may take. */
  readonly timeoutMs: Ms;
  readonly keys: readonly DigitKey[];
  /** Sends a digit on that came to nothing. */
  pass(digit: string, durationMs: Ms): void;
}

/**
 * Finds codes among digits. A digit that begins no code is not touched; from one that does, digits are kept back until they are a code,
 * cannot become one, or the next one takes too long: then all that was kept goes to the other side, as in Asterisk.
 */
export class DigitKeys implements DigitWatch {
  readonly #options: DigitKeysOptions;
  readonly #collected: DigitEvent[] = [];
  #timer: Timer | undefined;
  #busy = false;

  constructor(options: DigitKeysOptions) {
    this.#options = options;
  }

  digit(event: DigitEvent): boolean {
    if (this.#busy) return true;
    const { keys, clock, timeoutMs } = this.#options;
    const code = this.#code + event.digit;
    const fits = keys.some((key) => key.code.startsWith(code));
    if (this.#collected.length === 0 && !fits) return false;
    if (event.phase === 'begin') return true;
    this.#timer?.cancel();
    this.#collected.push(event);
    const key = keys.find((one) => one.code === code);
    if (key) {
      this.#collected.length = 0;
      this.#start(key);
    } else if (fits) this.#timer = clock.after(timeoutMs, () => this.#pass());
    else this.#pass();
    return true;
  }

  close(): void {
    this.#timer?.cancel();
    this.#collected.length = 0;
  }

  get #code(): string {
    return this.#collected.map(({ digit }) => digit).join('');
  }

  #start(key: DigitKey): void {
    const work = key.run();
    if (!work) return;
    this.#busy = true;
    void work.finally(() => {
      this.#busy = false;
    });
  }

  /** One after another, as they would be pressed. */
  #pass(): void {
    const { clock, pass } = this.#options;
    let afterMs = 0;
    for (const { digit, durationMs } of this.#collected.splice(0)) {
      if (afterMs === 0) pass(digit, durationMs);
      else clock.after(afterMs, () => pass(digit, durationMs));
      afterMs += durationMs + GAP_MS;
    }
  }
}
