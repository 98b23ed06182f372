import type { Clock } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import type { HomeBridge, Trigger } from './home-bridge.ts';
import type { ItemValue } from './items.ts';

/** A changed item or a triggered logic, with its number. */
export type Happening = { readonly number: number } & (
  | { readonly kind: 'item'; readonly path: string; readonly value: ItemValue }
  | ({ readonly kind: 'logic' } & Trigger)
);

type WithoutNumber<T> = T extends unknown ? Omit<T, 'number'> : never;

/** So many of the latest are kept, and so many may wait for the next one. */
const MOST_KEPT = 1000;
const MOST_WAITING = 50;

/** The latest happenings, for programs that ask for what is new since the last they know. */
export class Happenings {
  readonly #clock: Clock;
  #kept: Happening[] = [];
  #number = 0;
  readonly #waiting = new Set<() => void>();
  readonly #stops: ReadonlyArray<() => void>;

  constructor(bridge: HomeBridge, clock: Clock) {
    this.#clock = clock;
    this.#stops = [
      bridge.items.onChange(({ settings: { path }, value }) => this.#add({ kind: 'item', path, value })),
      bridge.onTrigger((trigger) => this.#add({ kind: 'logic', ...trigger })),
    ];
  }

  /** All with a higher number; where there is none, waits up to `waitMs` for one, or until `signal` aborts. */
  async since(
    number: number,
    waitMs: Ms,
    signal: AbortSignal,
  ): Promise<{ readonly last: number; readonly events: readonly Happening[] }> {
    if (this.#number <= number && waitMs > 0 && !signal.aborted && this.#waiting.size < MOST_WAITING) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const late = this.#clock.after(waitMs, resolve);
      const onAbort = (): void => resolve();
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(resolve);
      await promise;
      this.#waiting.delete(resolve);
      late.cancel();
      signal.removeEventListener('abort', onAbort);
    }
    return { last: this.#number, events: this.#kept.filter((one) => one.number > number) };
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#wake();
  }

  #add(happening: WithoutNumber<Happening>): void {
    this.#kept.push({ ...happening, number: ++this.#number });
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    this.#wake();
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
