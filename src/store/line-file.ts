import { appendFileSync, closeSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { Ms } from '../base/duration.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { makeFolder } from '../base/make-folder.ts';
import { yieldNow } from '../base/yield-now.ts';

/** A file that has been written to within such a time is kept open for such a time. */
const KEEP_OPEN_MS: Ms = 1000;
const MODE = 0o640;

/**
 * Appends lines to a file, those of one turn of the event loop together; `close` writes the last. A failure is told once and stops nothing.
 * Deviation: a file that is written to often is opened once a second, where Asterisk opens it for each line: for so long lines may go on into one that has been rotated away.
 */
export class LineFile {
  readonly #path: string;
  readonly #log: Logger;
  readonly #clock: Clock;
  #pending = '';
  #failed = false;
  #writtenMs = Number.NEGATIVE_INFINITY;
  /** The open file, for a while. */
  #fd: number | undefined;

  constructor(path: string, log: Logger, clock: Clock) {
    this.#path = path;
    this.#log = log;
    this.#clock = clock;
  }

  write(line: string): void {
    if (this.#pending === '') void yieldNow().then(() => this.#flush());
    this.#pending += `${line}\n`;
  }

  /** Everything that has been written is in the file when this returns. */
  close(): void {
    this.#flush();
    this.#letGo();
  }

  #flush(): void {
    const batch = this.#pending;
    if (batch === '') return;
    this.#pending = '';
    try {
      this.#append(batch);
      this.#failed = false;
    } catch (error) {
      this.#letGo();
      if (!this.#failed) this.#log.error(`Unable to write to ${this.#path}: ${messageOf(error)}`);
      this.#failed = true;
    }
  }

  #append(batch: string): void {
    const now = this.#clock.monotonic();
    const often = now - this.#writtenMs < KEEP_OPEN_MS;
    this.#writtenMs = now;
    if (this.#fd === undefined && often) {
      this.#fd = this.#inFolder(() => openSync(this.#path, 'a', MODE));
      this.#clock.after(KEEP_OPEN_MS, () => this.#letGo());
    }
    if (this.#fd !== undefined) writeFileSync(this.#fd, batch);
    else this.#inFolder(() => appendFileSync(this.#path, batch, { mode: MODE }));
  }

  /** Makes the folder where it lacks. */
  #inFolder<T>(open: () => T): T {
    try {
      return open();
    } catch (error) {
      if (!isMissing(error)) throw error;
      makeFolder(dirname(this.#path));
      return open();
    }
  }

  #letGo(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
