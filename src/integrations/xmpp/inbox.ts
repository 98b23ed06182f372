import type { Clock } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import type { Address } from './address.ts';

/** A message that came. */
export interface IncomingMessage {
  readonly from: Address;
  readonly body: string;
}

interface Kept extends IncomingMessage {
  readonly atMs: Ms;
}

interface Waiter {
  readonly from: Address;
  readonly take: (body: string) => void;
}

/** At most so many messages are kept, and so many characters; the oldest go first. */
const MOST_MESSAGES = 500;
const MOST_CHARACTERS = 4 << 20;

/** Messages that came and wait for JABBER_RECEIVE, each for a while. */
export class Inbox {
  readonly #clock: Clock;
  /** The oldest first. */
  #kept: Kept[] = [];
  #characters = 0;
  readonly #waiters = new Set<Waiter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A message came: whoever has waited for it longest gets it, else it is kept for `keepMs`. */
  add(message: IncomingMessage, keepMs: Ms): void {
    for (const waiter of this.#waiters) {
      if (!matches(waiter.from, message.from)) continue;
      this.#waiters.delete(waiter);
      waiter.take(message.body);
      return;
    }
    this.#kept.push({ ...message, atMs: this.#clock.monotonic() });
    this.#characters += message.body.length;
    this.#forget(keepMs);
    while (this.#kept.length > MOST_MESSAGES || this.#characters > MOST_CHARACTERS) this.#drop(0);
  }

  /**
   * The latest message from there (from any resource, where the address has none), or the next one within `waitMs`; it is
   * taken out. Undefined if none came. Rejects with the signal's reason. @see observed: Asterisk 16.
   */
  async take(from: Address, waitMs: Ms, keepMs: Ms, signal: AbortSignal): Promise<string | undefined> {
    this.#forget(keepMs);
    const at = this.#kept.findLastIndex((message) => matches(from, message.from));
    if (at >= 0) return this.#drop(at)?.body;
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    const waiter = { from, take: resolve };
    this.#waiters.add(waiter);
    const over = new AbortController();
    const until = this.#clock.sleep(waitMs, AbortSignal.any([signal, over.signal]));
    try {
      return await Promise.race([promise, until.then(() => undefined)]);
    } finally {
      this.#waiters.delete(waiter);
      over.abort();
      until.catch(() => {});
    }
  }

  #forget(keepMs: Ms): void {
    const before = this.#clock.monotonic() - keepMs;
    while (this.#kept[0] && this.#kept[0].atMs < before) this.#drop(0);
  }

  #drop(at: number): Kept | undefined {
    const [gone] = this.#kept.splice(at, 1);
    this.#characters -= gone?.body.length ?? 0;
    return gone;
  }
}

function matches(wanted: Address, from: Address): boolean {
  return wanted.bare === from.bare && (wanted.resource === '' || wanted.resource === from.resource);
}
