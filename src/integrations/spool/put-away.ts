import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { CallFile, CallFileStatus } from '../../clients/callfile/index.ts';
import type { LedgerFacts } from '../../pbx/ports/ledger.ts';
import type { Look } from './arrivals.ts';
import { writeAttemptRecord } from './attempt-record.ts';
import { type DiskFault, type DiskTrouble, recordFault } from './disk-trouble.ts';
import type { OpenCallFile, SpoolFolder } from './spool-folder.ts';

/** What putting files away needs. */
export interface PutAwayHouse {
  /** Where a full disk makes a step wait. */
  readonly trouble: DiskTrouble;
  readonly clock: Clock;
  readonly folder: SpoolFolder;
  readonly book: LedgerFacts;
  readonly log: Logger;
}

/** Ends the story of a call file: deletes it, archives it, rejects it, or lets it lie. */
export class PutAway {
  readonly #house: PutAwayHouse;
  /** Files that stay in the folder and are not dialled, as they looked then; one that changes is looked at again. */
  readonly #settled = new Map<string, string>();

  constructor(house: PutAwayHouse) {
    this.#house = house;
  }

  /** True if that file is done with and has not changed since. */
  isSettled(name: string, look: Look): boolean {
    const known = this.#settled.get(name);
    if (known === undefined) return false;
    if (known === markOf(look)) return true;
    this.#settled.delete(name);
    return false;
  }

  /** Lets a file lie until it changes. */
  settle(name: string): void {
    const look = this.#house.folder.look(name);
    if (look) this.#settled.set(name, markOf(look));
  }

  /** Forgets what is no longer among `names`, the files of the folder. */
  prune(names: readonly string[]): void {
    if (this.#settled.size === 0) return;
    const present = new Set(names);
    for (const name of this.#settled.keys()) if (!present.has(name)) this.#settled.delete(name);
  }

  /** The file is gone. */
  forget(name: string): void {
    this.#settled.delete(name);
    this.#house.book.forget(this.#house.folder.pathOf(name));
  }

  /**
   * A finished file leaves the folder, unless it says `AlwaysDelete: no` and its date lies ahead.
   * @returns true if another file has taken its name meanwhile; that one is left alone.
   */
  finish(
    name: string,
    file: { readonly callFile: CallFile; readonly opened: OpenCallFile; readonly attempt: number },
    status: CallFileStatus,
  ): boolean {
    const { clock, folder } = this.#house;
    const { callFile, opened } = file;
    const { identity } = opened;
    if (!folder.holds(name, identity)) {
      const stranger = folder.look(name) !== undefined;
      if (!stranger) this.forget(name);
      return stranger;
    }
    if (!callFile.alwaysDelete && (folder.look(name)?.mtimeMs ?? 0) > clock.now()) {
      this.#keep(name, file);
      return false;
    }
    // Until the disk lets it go.
    this.settle(name);
    this.#house.trouble.do(() => this.#remove(name, file, status));
    return false;
  }

  #remove(
    name: string,
    file: { readonly callFile: CallFile; readonly opened: OpenCallFile; readonly attempt: number },
    status: CallFileStatus,
  ): DiskFault | undefined {
    const { folder, log } = this.#house;
    const fault = file.callFile.archive ? folder.archive(name, status) : folder.remove(name);
    if (fault === undefined) {
      this.forget(name);
    } else if (!fault.passing) {
      log.error(`${folder.pathOf(name)} cannot be put away (${fault.message}); it will not be dialled again`);
      this.#keep(name, file);
    }
    return fault;
  }

  /**
   * A file that cannot be dialled goes to `outgoing_failed` with the reason beside it.
   * @param why for the `.why` file. @param short for the log.
   */
  refuse(name: string, why: string, short: string): void {
    // Until the disk lets it go.
    this.settle(name);
    this.#house.trouble.do(() => this.#reject(name, why, short));
  }

  #reject(name: string, why: string, short: string): DiskFault | undefined {
    const { folder, log } = this.#house;
    const result = folder.reject(name, why);
    if ('path' in result) {
      log.warning(`${short}\nmoved to ${result.path}`);
      this.forget(name);
      return undefined;
    }
    if (!result.fault.passing)
      log.error(`${short}\nit cannot be moved away either (${result.fault.message}) and is not dialled`);
    return result.fault;
  }

  #keep(name: string, { opened, attempt }: { readonly opened: OpenCallFile; readonly attempt: number }): void {
    const { book, folder, trouble } = this.#house;
    const value = writeAttemptRecord({
      identity: opened.identity,
      state: 'kept',
      attempts: attempt,
      notBeforeSeconds: 0,
      callId: '',
    });
    trouble.do(() => recordFault(() => book.note([{ key: folder.pathOf(name), value }])));
    this.settle(name);
  }
}

function markOf(look: Look): string {
  return `${look.inode} ${look.size} ${look.mtimeMs} ${look.ctimeMs}`;
}
