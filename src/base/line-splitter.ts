import { decodeText } from './decode-text.ts';

const LF = 10;
const CR = 13;

/** Takes a stream of bytes apart into lines, wherever its pieces begin and end. Memory is bounded whatever comes. */
export class LineSplitter {
  readonly #longest: number;
  #rest: Buffer = Buffer.alloc(0);
  /** Passing over a line that is too long. */
  #skipping = false;

  /** @param longest the most bytes in a line, its end not counted. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The lines that are whole now, without their ends; undefined stands for one that was too long. */
  push(chunk: Buffer): Array<string | undefined> {
    const found: Array<string | undefined> = [];
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let from = 0;
    for (let end = data.indexOf(LF); end >= 0; end = data.indexOf(LF, from)) {
      const to = end > from && data[end - 1] === CR ? end - 1 : end;
      found.push(this.#skipping || to - from > this.#longest ? undefined : decodeText(data, from, to));
      this.#skipping = false;
      from = end + 1;
    }
    if (data.length - from > this.#longest + 1) this.#skipping = true;
    // A copy: what is kept must not hold the whole chunk.
    this.#rest = this.#skipping ? Buffer.alloc(0) : Buffer.from(data.subarray(from));
    return found;
  }
}
