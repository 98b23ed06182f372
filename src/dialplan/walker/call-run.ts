import type { Call } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { AbsoluteTimeout, Redirected } from '../../channel/hangup.ts';
import type { DialplanControl, DialplanTarget } from '../../channel/position.ts';
import { Evaluation, type EvaluationHouse } from './evaluation.ts';

/**
 * A channel that is running a dialplan: the Call face of it. `signal` belongs to one stretch of the run: it aborts on hangup,
 * redirect and absolute timeout, and {@link renew} gives a fresh one for what comes next (the new place, or `h`).
 */
export class CallRun extends Evaluation implements Call, DialplanControl {
  readonly channel: Channel;
  #controller = new AbortController();
  #redirect: DialplanTarget | undefined;
  #limit: { cancel(): void } | undefined;
  #unlink: () => void;

  constructor(channel: Channel, house: EvaluationHouse) {
    super(house, channel);
    this.channel = channel;
    this.#unlink = this.#followHangup();
  }

  override get call(): Call {
    return this;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  redirect(target: DialplanTarget): void {
    this.#redirect = target;
    this.#controller.abort(new Redirected());
  }

  setAbsoluteTimeout(afterMs: number): void {
    this.#limit?.cancel();
    this.#limit = undefined;
    if (afterMs > 0) this.#limit = this.clock.after(afterMs, () => this.#controller.abort(new AbsoluteTimeout()));
  }

  /** Where a redirect has sent the call; asked for once. */
  takeRedirect(): DialplanTarget | undefined {
    const target = this.#redirect;
    this.#redirect = undefined;
    return target;
  }

  /** A fresh signal. After the hangup it no longer aborts for that: `h` may wait. */
  renew(options: { readonly afterHangup: boolean }): void {
    this.#unlink();
    this.#controller = new AbortController();
    this.#unlink = options.afterHangup ? () => {} : this.#followHangup();
  }

  /** Takes the timers and listeners away. */
  end(): void {
    this.#limit?.cancel();
    this.#unlink();
  }

  #followHangup(): () => void {
    const { hangupSignal } = this.channel;
    const controller = this.#controller;
    if (hangupSignal.aborted) {
      controller.abort(hangupSignal.reason);
      return () => {};
    }
    const onAbort = (): void => controller.abort(hangupSignal.reason);
    hangupSignal.addEventListener('abort', onAbort, { once: true });
    return () => hangupSignal.removeEventListener('abort', onAbort);
  }
}
