import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { Port, PortFinder } from '../../base/port.ts';
import type { Call } from '../../channel/call.ts';
import type { Channel, DialplanControl } from '../../channel/channel.ts';
import { AbsoluteTimeout, Redirected } from '../../channel/hangup.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import type { Globals } from '../../pbx/ports/globals.ts';
import { type BuiltinSources, readBuiltin } from './builtin-variables.ts';

/** What a call needs of the dialplan that runs it. */
export interface CallHouse {
  readonly clock: Clock;
  readonly log: Logger;
  readonly ports: PortFinder;
  readonly globals: Globals;
  builtins(channel: Channel | undefined): BuiltinSources;
}

/**
 * A channel that is running a dialplan: the Call face of it. `signal` belongs to one stretch of the run: it aborts on hangup,
 * redirect and absolute timeout, and {@link renew} gives a fresh one for what comes next (the new place, or `h`).
 */
export class CallRun implements Call, DialplanControl {
  readonly channel: Channel;
  readonly #house: CallHouse;
  readonly #builtins: BuiltinSources;
  #controller = new AbortController();
  #redirect: DialplanTarget | undefined;
  #limit: { cancel(): void } | undefined;
  #unlink: () => void;

  constructor(channel: Channel, house: CallHouse) {
    this.channel = channel;
    this.#house = house;
    this.#builtins = house.builtins(channel);
    this.#unlink = this.#followHangup();
  }

  get call(): Call {
    return this;
  }

  get clock(): Clock {
    return this.#house.clock;
  }

  get log(): Logger {
    return this.#house.log;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  use<T>(port: Port<T>): T {
    return this.#house.ports.use(port);
  }

  has(port: Port<unknown>): boolean {
    return this.#house.ports.has(port);
  }

  get(name: string): string | undefined {
    return readBuiltin(this.#builtins, name) ?? this.channel.variables.get(name) ?? this.#house.globals.get(name);
  }

  set(name: string, value: string | undefined): void {
    this.channel.variables.set(name, value);
  }

  warn(message: string): void {
    const { exten, context, priority } = this.channel.position;
    this.#house.log.warning(`${message} [${exten}@${context}:${priority}, ${this.channel.name}]`);
  }

  redirect(target: DialplanTarget): void {
    this.#redirect = target;
    this.#controller.abort(new Redirected());
  }

  setAbsoluteTimeout(afterMs: number): void {
    this.#limit?.cancel();
    this.#limit = undefined;
    if (afterMs > 0)
      this.#limit = this.#house.clock.after(afterMs, () => this.#controller.abort(new AbsoluteTimeout()));
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
