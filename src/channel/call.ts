import type { Clock } from '../base/clock.ts';
import type { AbortSource } from '../base/lazy-abort.ts';
import type { Logger } from '../base/log.ts';
import type { PortFinder } from '../base/port.ts';
import type { Cause } from './cause.ts';
import type { Channel } from './channel.ts';
import type { DialplanTarget } from './position.ts';

/**
 * What a dialplan function may use: variables, ports, time, and a way to complain. There is a call only where one is
 * being run; `dialplan eval function` and globals have none.
 */
export interface EvaluationContext extends PortFinder {
  readonly call: Call | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** A variable as `${name}` reads it: built-ins, the channel's, globals. Undefined where there is none. */
  get(name: string): string | undefined;
  /** Sets a channel variable (a global one where there is no call); `undefined` removes it. The name may begin with `_` or `__`. */
  set(name: string, value: string | undefined): void;
  /** A warning that names the place in the dialplan. */
  warn(message: string): void;
}

/** The small face of a call that applications see: a channel that is running a dialplan. Never a driver. */
export interface Call extends EvaluationContext {
  readonly channel: Channel;
  readonly call: Call;
  /** Aborted when what runs now must give way: hangup, a redirect, the absolute timeout. Every wait takes it. Anew for the `h` extension. */
  readonly signal: AbortSignal;
  /** The same for those who only wait for it; cheaper than the signal, which is made when it is asked for. */
  readonly interruption: AbortSignal | AbortSource;
  /** Throws the reason if {@link signal} has aborted; cheaper than asking the signal, which is made when it is asked for. */
  throwIfInterrupted(): void;
  /** Resolves after so many milliseconds; rejects with the reason as soon as {@link signal} would abort, without asking for it. */
  sleep(afterMs: number): Promise<undefined>;
}

/** What an application wants to happen next. Nothing (undefined) means: the next priority. */
export type Outcome =
  | undefined
  | { readonly kind: 'goto'; readonly target: DialplanTarget }
  /** The call ends here: `Spawn extension … exited non-zero`. A cause, where given, is what the far end is told. */
  | { readonly kind: 'end'; readonly cause?: Cause }
  /** Leaves the innermost subroutine or macro that was started from outside the dialplan (Dial's U and M, MacroExit). */
  | { readonly kind: 'leave' };

/** Go on elsewhere. */
export function goto(target: DialplanTarget): Outcome {
  return { kind: 'goto', target };
}

/** End the call. */
export function end(why?: Cause): Outcome {
  return why === undefined ? { kind: 'end' } : { kind: 'end', cause: why };
}
