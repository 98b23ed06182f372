import type { Cause } from './cause.ts';

/** What ends a wait without anything being wrong. No Error: one is made for every call, and nobody reads its stack. */
class Interruption {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** The far end, or somebody with the right to, has ended the call: the reason with which a channel's signal aborts. */
export class HungUp extends Interruption {
  readonly q850: Cause;

  constructor(cause: Cause) {
    super(`hung up with cause ${cause}`);
    this.q850 = cause;
  }
}

/** The channel has been sent elsewhere in the dialplan from outside: the reason with which the run's signal aborts. */
export class Redirected extends Interruption {
  constructor() {
    super('redirected');
  }
}

/** TIMEOUT(absolute) has run out. */
export class AbsoluteTimeout extends Interruption {
  constructor() {
    super('absolute timeout');
  }
}

/** True for the reasons that end a wait without anything being wrong. */
export function isInterruption(reason: unknown): reason is HungUp | Redirected | AbsoluteTimeout {
  return reason instanceof Interruption;
}
