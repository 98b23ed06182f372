import type { Logger } from '../../base/log.ts';
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

/** Counts the failed legs of one Dial and tells its DIALSTATUS. */
export class DialTally {
  tried = 0;
  readonly #counts: Record<LegStatus, number> = { busy: 0, congestion: 0, unavailable: 0, gone: 0 };

  count(status: LegStatus): void {
    this.#counts[status]++;
  }

  /** Busy before congestion before unavailable, if that is what all have said; no answer if one has just gone away. */
  status(): 'BUSY' | 'CONGESTION' | 'CHANUNAVAIL' | 'NOANSWER' {
    if (!this.#allRefused) return 'NOANSWER';
    if (this.#counts.busy > 0) return 'BUSY';
    return this.#counts.congestion > 0 ? 'CONGESTION' : 'CHANUNAVAIL';
  }

  /** The verbose line with which Asterisk closes such a call. */
  tell(log: Logger): void {
    const { busy, congestion, unavailable } = this.#counts;
    const figures = `(${this.tried}:${busy}/${congestion}/${unavailable})`;
    if (this.#allRefused) log.verbose(2, `Everyone is busy/congested at this time ${figures}`);
    else log.verbose(3, `No one is available to answer at this time ${figures}`);
  }

  get #allRefused(): boolean {
    return this.#counts.gone === 0;
  }
}
