import type { Clock, Timer } from '../../base/clock.ts';
import { type Ms, seconds } from '../../base/duration.ts';
import { messageOf, systemCodeOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';

/** Something that could not be done to a file. */
export interface DiskFault {
  readonly message: string;
  /** True where it may succeed later as it is: the disk is full, or not to be had. */
  readonly passing: boolean;
}

/** System errors that end without anybody touching the file. */
const PASSING: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** What `error` means for the file it happened to. */
export function diskFaultOf(error: unknown): DiskFault {
  return { message: messageOf(error), passing: PASSING.has(systemCodeOf(error) ?? '') };
}

/** Tells the ledger something. @returns the fault; whatever SQLite says may pass. */
export function recordFault(write: () => void): DiskFault | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    return { message: messageOf(error), passing: true };
  }
}

/** The first wait and the longest; each doubles the one before. */
const FIRST_WAIT_MS: Ms = seconds(1);
const LONGEST_WAIT_MS: Ms = seconds(4);

/** What {@link DiskTrouble} needs. */
export interface DiskTroubleOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** The folder, for the messages. */
  readonly folder: string;
  /** Tries what waits beside the steps; it tells of a new failure by {@link DiskTrouble.met}. */
  resume(): void;
}

/**
 * A disk that takes nothing for a while: no new attempt is begun, and the steps that are owed are done when it takes
 * something again. Said once when it begins and once when it is over, however many files wait.
 */
export class DiskTrouble {
  readonly #options: DiskTroubleOptions;
  readonly #owed: Array<() => DiskFault | undefined> = [];
  #waitMs: Ms = 0;
  #timer: Timer | undefined;
  #metAgain = false;
  #closed = false;

  constructor(options: DiskTroubleOptions) {
    this.#options = options;
  }

  /** True while nothing may be begun. */
  get lasts(): boolean {
    return this.#timer !== undefined;
  }

  /** Something could not be written. */
  met(reason: string): void {
    this.#metAgain = true;
    if (this.#waitMs === 0) {
      const { folder, log } = this.#options;
      log.error(
        `${folder}: the disk takes nothing (${reason}); the call files wait until it does, and nothing is lost`,
      );
      this.#waitMs = FIRST_WAIT_MS;
    }
    this.#arm();
  }

  /** Does a step now, or as soon as the disk lets it, after those owed before; a fault that does not pass is the step's own affair. */
  do(step: () => DiskFault | undefined): void {
    if (this.#owed.length === 0) {
      const fault = step();
      if (!fault?.passing) return;
      this.met(fault.message);
    }
    this.#owed.push(step);
  }

  /** Ends the waiting; what is owed is tried once more. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#doOwed();
  }

  #arm(): void {
    if (this.#closed) return;
    this.#timer ??= this.#options.clock.after(this.#waitMs, () => {
      this.#timer = undefined;
      this.#retry();
    });
  }

  #retry(): void {
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
    this.#metAgain = false;
    if (this.#doOwed()) this.#options.resume();
    if (this.#metAgain) return;
    this.#waitMs = 0;
    this.#options.log.notice(`${this.#options.folder}: the disk takes files again; the call files go on`);
  }

  #doOwed(): boolean {
    for (let step = this.#owed[0]; step; step = this.#owed[0]) {
      const fault = step();
      if (fault?.passing) {
        this.met(fault.message);
        return false;
      }
      this.#owed.shift();
    }
    return true;
  }
}
