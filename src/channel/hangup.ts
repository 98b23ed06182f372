import type { Cause } from './cause.ts';

/** The far end, or somebody with the right to, has ended the call: the reason with which a channel's signal aborts. */
export class HungUp extends Error {
  readonly q850: Cause;

  constructor(cause: Cause) {
    super(`hung up with cause ${cause}`);
    this.name = 'HungUp';
    this.q850 = cause;
  }
}

/** The channel has been sent elsewhere in the dialplan from outside: the reason with which the run's signal aborts. */
export class Redirected extends Error {
  constructor() {
    super('redirected');
    this.name = 'Redirected';
  }
}

/** TIMEOUT(absolute) has run out. */
export class AbsoluteTimeout extends Error {
  constructor() {
    super('absolute timeout');
    this.name = 'AbsoluteTimeout';
  }
}

/** True for the reasons that end a wait without anything being wrong. */
export function isInterruption(reason: unknown): reason is HungUp | Redirected | AbsoluteTimeout {
  return reason instanceof HungUp || reason instanceof Redirected || reason instanceof AbsoluteTimeout;
}
