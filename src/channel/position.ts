import type { Logger } from '../base/log.ts';

/** A place in the dialplan. */
export interface DialplanTarget {
  readonly context: string;
  readonly exten: string;
  /** Counts from 1. */
  readonly priority: number;
}

/** Where a channel stands in the dialplan and what it is doing there. */
export class DialplanPosition implements DialplanTarget {
  context: string;
  exten: string;
  priority: number;
  /** Where it was before it came to the present context and extension; empty where it was in no other. */
  lastContext = '';
  lastExten = '';
  /** The application that was run last, by its registered name; empty on a channel that has run none. */
  application = '';
  /** Its argument text after substitution. */
  applicationData = '';
  /** The text of the next application is worked out: none runs. */
  between = false;

  constructor(start: DialplanTarget) {
    this.context = start.context;
    this.exten = start.exten;
    this.priority = start.priority;
  }

  /** Moves to another place. */
  moveTo(target: DialplanTarget): void {
    if (target.context !== this.context) this.lastContext = this.context;
    if (target.exten !== this.exten || this.lastExten === '') this.lastExten = this.exten;
    this.context = target.context;
    this.exten = target.exten;
    this.priority = target.priority;
  }
}

/** What sends a running dialplan elsewhere; set by the walker while it runs this channel. */
export interface DialplanControl {
  /** Tells with each warning where in the dialplan the call is. */
  readonly log: Logger;
  redirect(target: DialplanTarget): void;
  /** Interrupts what runs and runs `work` in its place, with the signal at which it must give way; the next priority follows. False where it cannot be. */
  interject(work: (signal: AbortSignal) => Promise<void>): boolean;
  /** Ends the call after so long; 0 takes the limit away. */
  setAbsoluteTimeout(afterMs: number): void;
}
