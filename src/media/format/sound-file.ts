import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { messageOf, systemCodeOf } from '../../base/errors.ts';

const READ_AHEAD_BYTES = 32_768;

/** A file that is read forwards through a buffer, synchronously, so that the media thread never waits on a promise. */
export class SoundFile {
  readonly path: string;
  /** Bytes of the whole file at opening. */
  readonly size: number;
  readonly #fd: number;
  #buffer = new Uint8Array(0);
  #start = 0;
  #end = 0;
  #position = 0;
  #closed = false;

  /** @throws Error that says in one line what is wrong with the file. */
  constructor(path: string) {
    this.path = path;
    try {
      this.#fd = openSync(path, 'r');
    } catch (error) {
      throw new Error(systemCodeOf(error) === 'ENOENT' ? 'no such file' : messageOf(error), { cause: error });
    }
    const stat = fstatSync(this.#fd);
    if (!stat.isFile()) {
      this.close();
      throw new Error('not a regular file');
    }
    this.size = stat.size;
  }

  /** The bytes that {@link SoundFile.take} has made ready stand here from {@link SoundFile.offset}. */
  get buffer(): Uint8Array {
    return this.#buffer;
  }

  offset = 0;

  /** Makes the next bytes ready, at most `wanted`; returns how many there are (fewer only at the end of the file). */
  take(wanted: number): number {
    if (this.#end - this.#start < wanted) this.#refill(wanted);
    const count = Math.min(wanted, this.#end - this.#start);
    this.offset = this.#start;
    this.#start += count;
    return count;
  }

  /** Goes on at `position` bytes from the start. */
  seek(position: number): void {
    this.#start = 0;
    this.#end = 0;
    this.#position = position;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#fd);
  }

  #refill(wanted: number): void {
    const room = Math.max(wanted, Math.min(READ_AHEAD_BYTES, this.size));
    if (this.#buffer.length < room) {
      const grown = new Uint8Array(room);
      grown.set(this.#buffer.subarray(this.#start, this.#end));
      this.#buffer = grown;
    } else this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    while (this.#end < wanted) {
      const count = readSync(this.#fd, this.#buffer, this.#end, this.#buffer.length - this.#end, this.#position);
      if (count === 0) return;
      this.#end += count;
      this.#position += count;
    }
  }
}
