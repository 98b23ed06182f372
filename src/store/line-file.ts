import { appendFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { makeFolder } from '../base/make-folder.ts';
import { yieldNow } from '../base/yield-now.ts';

/** Appends lines to a file, those of one turn of the event loop together; `close` writes the last. A failure is told once and stops nothing. */
export class LineFile {
  readonly #path: string;
  readonly #log: Logger;
  #pending = '';
  #failed = false;

  constructor(path: string, log: Logger) {
    this.#path = path;
    this.#log = log;
  }

  write(line: string): void {
    if (this.#pending === '') void yieldNow().then(() => this.close());
    this.#pending += `${line}\n`;
  }

  /** Everything that has been written is in the file when this returns. */
  close(): void {
    const batch = this.#pending;
    if (batch === '') return;
    this.#pending = '';
    try {
      this.#append(batch);
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) this.#log.error(`Unable to write to ${this.#path}: ${messageOf(error)}`);
      this.#failed = true;
    }
  }

  /** Opened anew each time, as Asterisk does, so that the file may be rotated away. */
  #append(batch: string): void {
    const options = { mode: 0o640 };
    try {
      appendFileSync(this.#path, batch, options);
    } catch (error) {
      if (!isMissing(error)) throw error;
      makeFolder(dirname(this.#path));
      appendFileSync(this.#path, batch, options);
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
