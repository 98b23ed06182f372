import { type Cause, cause } from '../cause.ts';
import type { FarFailure } from '../channel-listener.ts';

/** How one failed leg counts. */
export type LegStatus = 'busy' | 'congestion' | 'unavailable' | 'gone';

/** How a leg that ended without an answer counts: by what its driver said of it, else by its cause. */
export function statusOfLeg(why: Cause, failure: FarFailure): LegStatus {
  if (failure !== 'ended') return failure;
  switch (why) {
    case cause.userBusy:
      return 'busy';
    case cause.congestion:
      return 'congestion';
    case cause.noAnswer:
    case cause.normalClearing:
      return 'gone';
    default:
      return 'unavailable';
  }
}

/** Counts the failed legs of one Dial and tells its DIALSTATUS: busy before congestion before unavailable. */
export class DialTally {
  tried = 0;
  readonly #counts: Record<LegStatus, number> = { busy: 0, congestion: 0, unavailable: 0, gone: 0 };

  count(status: LegStatus): void {
    this.#counts[status]++;
  }

  status(): 'BUSY' | 'CONGESTION' | 'CHANUNAVAIL' | 'NOANSWER' {
    if (this.#counts.busy > 0) return 'BUSY';
    if (this.#counts.congestion > 0) return 'CONGESTION';
    if (this.#counts.unavailable > 0) return 'CHANUNAVAIL';
    return 'NOANSWER';
  }

  /** The verbose line with which Asterisk closes such a call. */
  describe(): string {
    const { busy, congestion, unavailable } = this.#counts;
    return `Everyone is busy/congested at this time (${this.tried}:${busy}/${congestion}/${unavailable})`;
  }
}
