import type { Clock, Timer } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';

/** What can be seen of a file without opening it. */
export interface Look {
  readonly size: number;
  /** Modification and status-change times, epoch milliseconds with fractions. */
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** Tells files apart that bear the same name one after the other. */
  readonly inode: number;
}

/** What {@link Arrivals} needs. */
export interface ArrivalsOptions {
  readonly clock: Clock;
  /** Undefined if the file is gone or is no regular file. */
  look(name: string): Look | undefined;
  /** True if the file's last byte is a newline. */
  endsInNewline(name: string): boolean;
  /** Those of `names` that some program has open for writing; an empty set where that cannot be known. */
  openForWriting(names: readonly string[]): ReadonlySet<string>;
  /** Takes the files that are whole, in the order in which they came. */
  ready(files: ReadonlyArray<{ name: string; look: Look }>): void;
}

/** Between the two looks at a file that seems to have been moved in: long enough for an event of a write before the first look. */
const SECOND_LOOK_MS: Ms = 10;
/** How long a file written in place must have been left alone. */
const QUIET_MS: Ms = 200;
/** The same for one that looks unfinished: empty, or its last line has no end. */
const QUIET_UNFINISHED_MS: Ms = 2000;
/** How often files in the making are looked at. */
const ROUND_MS: Ms = 100;

interface Pending {
  look: Look | undefined;
  /** When the file was last seen to change. */
  sinceMs: Ms;
  /** True once it is known, or must be supposed, that it is being written in the folder itself. */
  inPlace: boolean;
}

/**
 * Tells when a new file is whole. One that was moved in is so at once: no write to it is ever told. One that is written in
 * place is whole when it has been left alone for a while and nobody has it open for writing.
 *
 * A write that came before the first look has its event in the queue by then, so a second look after that queue was
 * read, with no event between, proves that the file was moved in. (An empty file proves nothing.)
 */
export class Arrivals {
  readonly #options: ArrivalsOptions;
  readonly #pending = new Map<string, Pending>();
  #timer: Timer | undefined;
  #timerAtMs = 0;

  constructor(options: ArrivalsOptions) {
    this.#options = options;
  }

  /** How many files are not yet known to be whole. */
  get size(): number {
    return this.#pending.size;
  }

  has(name: string): boolean {
    return this.#pending.has(name);
  }

  /** An entry of that name came into the folder, made there or moved there. */
  appeared(name: string): void {
    const known = this.#pending.get(name);
    if (known) known.sinceMs = this.#now();
    else this.#pending.set(name, { look: undefined, sinceMs: this.#now(), inPlace: false });
    this.#arm(0);
  }

  /** Its contents or attributes changed: it is written in place. */
  changed(name: string): void {
    const known = this.#pending.get(name);
    if (known) {
      known.inPlace = true;
      known.sinceMs = this.#now();
    } else {
      this.#pending.set(name, { look: undefined, sinceMs: this.#now(), inPlace: true });
      this.#arm(ROUND_MS);
    }
  }

  /** It stood in a listing and nothing is known of how it came: whole if it has not been touched lately. */
  found(name: string): void {
    if (this.#pending.has(name)) return;
    this.#pending.set(name, { look: undefined, sinceMs: this.#options.clock.now(), inPlace: true });
    this.#arm(0);
  }

  forget(name: string): void {
    this.#pending.delete(name);
  }

  /** Stops looking. */
  close(): void {
    this.#timer?.cancel();
    this.#pending.clear();
  }

  #now(): Ms {
    return this.#options.clock.now();
  }

  #arm(afterMs: Ms): void {
    const atMs = this.#options.clock.monotonic() + afterMs;
    if (this.#timer && this.#timerAtMs <= atMs) return;
    this.#timer?.cancel();
    this.#timerAtMs = atMs;
    this.#timer = this.#options.clock.after(afterMs, () => {
      this.#timer = undefined;
      this.#round();
    });
  }

  #round(): void {
    const nowMs = this.#now();
    const ready: Array<{ name: string; look: Look }> = [];
    const quiet: Array<{ name: string; look: Look }> = [];
    let fresh = false;
    for (const [name, pending] of this.#pending) {
      const look = this.#options.look(name);
      if (!look) {
        this.#pending.delete(name);
        continue;
      }
      const before = pending.look;
      pending.look = look;
      const same = before !== undefined && sameLook(before, look);
      if (look.size === 0) pending.inPlace = true;
      if (pending.inPlace) {
        if (before !== undefined && !same) pending.sinceMs = nowMs;
        if (this.#isQuiet(name, look, pending, nowMs)) quiet.push({ name, look });
      } else if (same) {
        ready.push({ name, look });
        this.#pending.delete(name);
      } else {
        fresh = true;
      }
    }
    if (quiet.length > 0) {
      const open = this.#options.openForWriting(quiet.map((file) => file.name));
      for (const file of quiet) {
        if (open.has(file.name)) continue;
        ready.push(file);
        this.#pending.delete(file.name);
      }
    }
    if (this.#pending.size > 0) this.#arm(fresh ? SECOND_LOOK_MS : ROUND_MS);
    if (ready.length > 0) this.#options.ready(ready);
  }

  /** Left alone long enough, by what was seen here or by the file's own change time, whichever is earlier. */
  #isQuiet(name: string, look: Look, pending: Pending, nowMs: Ms): boolean {
    const quietMs = nowMs - Math.min(pending.sinceMs, look.ctimeMs);
    if (quietMs >= QUIET_UNFINISHED_MS) return true;
    return quietMs >= QUIET_MS && look.size > 0 && this.#options.endsInNewline(name);
  }
}

function sameLook(a: Look, b: Look): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.inode === b.inode;
}
