import type { Clock } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import type { DigitEvent } from '../../media/facade.ts';
import type { Channel } from '../channel.ts';

/**
 * The digits that a channel's far end presses, one after another, from what was pressed and not heard yet onwards. A digit counts when
 * it is released. Whoever opens it closes it; what was not taken by then waits for the next who listens.
 */
export class DigitStream {
  readonly #channel: Channel;
  readonly #events: DigitEvent[] = [];
  readonly #stop: () => void;
  #wake: (() => void) | undefined;

  constructor(channel: Channel) {
    this.#channel = channel;
    this.#stop = channel.listen({
      onDigit: (event) => {
        if (event.phase !== 'end') return;
        this.#events.push(event);
        this.#wake?.();
      },
    });
  }

  /** The next digit if one has been pressed already. */
  take(): string | undefined {
    return this.#events.shift()?.digit;
  }

  /** Forgets what has been pressed so far. */
  drop(): void {
    this.#events.length = 0;
  }

  /**
   * The next digit, or undefined when none comes in time. Rejects with the signal's reason as soon as that aborts.
   * @param withinMs no limit where it is left out.
   */
  async next(clock: Clock, withinMs: Ms | undefined, signal: AbortSignal): Promise<string | undefined> {
    signal.throwIfAborted();
    const waiting = this.take();
    if (waiting !== undefined) return waiting;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(signal.reason);
    const timer = withinMs === undefined ? undefined : clock.after(withinMs, resolve);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#wake = resolve;
    try {
      await promise;
    } finally {
      this.#wake = undefined;
      timer?.cancel();
      signal.removeEventListener('abort', onAbort);
    }
    return this.take();
  }

  /** Stops listening; idempotent. */
  close(): void {
    this.#stop();
    this.#channel.returnDigits(this.#events.splice(0));
  }
}
