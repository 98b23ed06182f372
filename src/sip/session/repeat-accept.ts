import type { Timer } from '../../base/clock.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { TransactionTimers } from '../transaction/timers.ts';

/**
 * Repeats the 2xx of an INVITE until its ACK comes: "an interval that starts at T1 seconds and doubles for each
 * retransmission until it reaches T2 seconds", over every transport, for 64*T1 at most.
 * @see RFC 3261 §13.3.1.4
 */
export class RepeatAccept {
  readonly #timers: TransactionTimers;
  readonly #transaction: ServerTransaction;
  readonly #end: Timer;
  #next: Timer;
  #intervalMs: number;

  /** @param onGiveUp no ACK came; the session is to be ended with BYE. */
  constructor(timers: TransactionTimers, transaction: ServerTransaction, onGiveUp: () => void) {
    this.#timers = timers;
    this.#transaction = transaction;
    this.#intervalMs = timers.values.t1Ms;
    this.#next = timers.repeat(this.#intervalMs, () => this.#repeat());
    this.#end = timers.long.add(() => {
      this.stop();
      onGiveUp();
    });
  }

  /** The ACK came, or the session is over. */
  stop(): void {
    this.#next.cancel();
    this.#end.cancel();
  }

  #repeat(): void {
    this.#transaction.repeat();
    this.#intervalMs = Math.min(2 * this.#intervalMs, this.#timers.values.t2Ms);
    this.#next = this.#timers.repeat(this.#intervalMs, () => this.#repeat());
  }
}
