import { type AbortSource, LazyAbort } from '../../base/lazy-abort.ts';
import type { Call } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { AbsoluteTimeout, HungUp, Redirected } from '../../channel/hangup.ts';
import type { DialplanControl, DialplanTarget } from '../../channel/position.ts';
import type { CallTrace } from '../trace/call-trace.ts';
import { Evaluation, type EvaluationHouse } from './evaluation.ts';

/**
 * A channel that is running a dialplan: the Call face of it. `signal` belongs to one stretch of the run: it aborts on hangup,
 * redirect and absolute timeout, and {@link renew} gives a fresh one for what comes next (the new place, or `h`).
 */
export class CallRun extends Evaluation implements Call, DialplanControl {
  readonly channel: Channel;
  /** What it does is noted down there. */
  trace: CallTrace | undefined;
  #abort = new LazyAbort();
  #redirect: DialplanTarget | undefined;
  #interjection: ((signal: AbortSignal) => Promise<void>) | undefined;
  #limit: { cancel(): void } | undefined;
  readonly #hungUp = (): void => this.#abort.abort(new HungUp(this.channel.hangupCause));

  constructor(channel: Channel, house: EvaluationHouse) {
    super(house, channel);
    this.channel = channel;
    channel.followHangup(this.#hungUp);
  }

  override get call(): Call {
    return this;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get interruption(): AbortSource {
    return this.#abort;
  }

  /** Throws the reason if what runs now must give way; cheaper than asking {@link signal}. */
  throwIfInterrupted(): void {
    this.#abort.throwIfAborted();
  }

  sleep(afterMs: number): Promise<undefined> {
    const abort = this.#abort;
    return new Promise((resolve, reject) => {
      const interrupted = (): void => {
        timer.cancel();
        reject(abort.reason);
      };
      const timer = this.clock.after(afterMs, () => {
        abort.remove(interrupted);
        resolve(undefined);
      });
      abort.add(interrupted);
    });
  }

  redirect(target: DialplanTarget): void {
    this.#redirect = target;
    this.#abort.abort(new Redirected());
  }

  interject(work: (signal: AbortSignal) => Promise<void>): boolean {
    if (this.#interjection || this.#redirect || this.channel.hungUp) return false;
    this.#interjection = work;
    this.#abort.abort(new Redirected());
    return true;
  }

  /** What is to be run in place of what was interrupted; asked for once. */
  takeInterjection(): ((signal: AbortSignal) => Promise<void>) | undefined {
    const work = this.#interjection;
    this.#interjection = undefined;
    return work;
  }

  setAbsoluteTimeout(afterMs: number): void {
    this.#limit?.cancel();
    this.#limit = undefined;
    if (afterMs > 0) this.#limit = this.clock.after(afterMs, () => this.#abort.abort(new AbsoluteTimeout()));
  }

  /** Where a redirect has sent the call; asked for once. */
  takeRedirect(): DialplanTarget | undefined {
    const target = this.#redirect;
    this.#redirect = undefined;
    return target;
  }

  /** A fresh signal. After the hangup it no longer aborts for that: `h` may wait. */
  renew(options: { readonly afterHangup: boolean }): void {
    this.channel.unfollowHangup(this.#hungUp);
    this.#abort = new LazyAbort();
    if (!options.afterHangup) this.channel.followHangup(this.#hungUp);
  }

  /** Takes the timers and listeners away. */
  end(): void {
    this.#limit?.cancel();
    this.channel.unfollowHangup(this.#hungUp);
  }
}
