/** The longest command of a script, in bytes. What is longer is answered as one that is unknown. @see observed: Asterisk 16 reads 2048 bytes. */
const LONGEST_LINE = 2047;

/** Takes the output of a script apart into lines. Memory is bounded whatever comes. */
export class LineReader {
  #rest = '';
  #skipping = false;

  /** The lines that are whole now; undefined stands for one that was too long. */
  push(chunk: Buffer): Array<string | undefined> {
    const found: Array<string | undefined> = [];
    const text = this.#rest + chunk.toString('utf8');
    const parts = text.split('\n');
    const rest = parts.pop() ?? '';
    for (const part of parts) {
      const line = part.endsWith('\r') ? part.slice(0, -1) : part;
      found.push(this.#skipping || line.length > LONGEST_LINE ? undefined : line.replaceAll('\0', ''));
      this.#skipping = false;
    }
    if (rest.length > LONGEST_LINE + 1) this.#skipping = true;
    this.#rest = this.#skipping ? '' : rest;
    return found;
  }
}
