import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '../../../base/errors.ts';
import { makeFolder } from '../../../base/make-folder.ts';

/** How `logger rotate` names the old file; `timestamp` by the second, as Unix counts them. */
export type RotateStrategy = 'none' | 'sequential' | 'rotate' | 'timestamp';

/**
 * A log on disk. Lines of one turn of the event loop are written together at its end, so that a burst costs one write;
 * {@link flush} writes them at once. Its owner closes it. A disk that is full or gone is told once, and lines are lost.
 */
export class LogFile {
  readonly path: string;
  readonly #onFault: (message: string) => void;
  #descriptor: number | undefined;
  #lines: string[] = [];
  #failed = false;

  constructor(path: string, onFault: (message: string) => void) {
    this.path = path;
    this.#onFault = onFault;
    this.#open();
  }

  write(line: string): void {
    if (this.#lines.push(line) === 1) setImmediate(() => this.flush());
  }

  flush(): void {
    const text = this.#lines.join('');
    this.#lines = [];
    if (text === '' || this.#descriptor === undefined) return;
    try {
      writeSync(this.#descriptor, text);
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) this.#onFault(`cannot write ${this.path}: ${messageOf(error)}`);
      this.#failed = true;
    }
  }

  /** Moves the file away by `strategy` and begins a new one. `none` only opens it anew, for a logrotate that has moved it. */
  rotate(strategy: RotateStrategy, nowMs: number): void {
    this.close();
    try {
      if (existsSync(this.path)) {
        if (strategy === 'timestamp') renameSync(this.path, this.#free(`${this.path}.${Math.floor(nowMs / 1000)}`));
        else if (strategy === 'sequential') renameSync(this.path, this.#next());
        else if (strategy === 'rotate') this.#shift();
      }
    } catch (error) {
      this.#onFault(`cannot rotate ${this.path}: ${messageOf(error)}`);
    }
    this.#open();
  }

  close(): void {
    this.flush();
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): void {
    try {
      makeFolder(dirname(this.path));
      this.#descriptor = openSync(this.path, 'a', 0o640);
    } catch (error) {
      this.#onFault(`cannot open ${this.path}: ${messageOf(error)}`);
    }
  }

  /** The next free of `path.0`, `path.1`, …: the highest is the newest. */
  #next(): string {
    let number = 0;
    while (existsSync(`${this.path}.${number}`)) number++;
    return `${this.path}.${number}`;
  }

  /** `path.0` is always the newest: every older one moves up by one. */
  #shift(): void {
    let count = 0;
    while (existsSync(`${this.path}.${count}`)) count++;
    for (let number = count; number > 0; number--) renameSync(`${this.path}.${number - 1}`, `${this.path}.${number}`);
    renameSync(this.path, `${this.path}.0`);
  }

  /** Deviation: a second file of the same second does not replace the first. */
  #free(path: string): string {
    let name = path;
    for (let number = 1; existsSync(name); number++) name = `${path}.${number}`;
    return name;
  }
}
