/**
 * What a console and a running instance say to each other over the control socket: JSON objects, one a line, UTF-8.
 * A client says `hello` first; every `run` and `complete` is answered under its id, in any order.
 */
export type ClientMessage =
  | {
      readonly kind: 'hello';
      /** Wants the live log. */
      readonly live: boolean;
      /** How verbose the live log shall be; the instance's own verbosity where it is absent. */
      readonly verbosity?: number;
      readonly colour: boolean;
      /** Log lines begin with the time, verbose ones too. */
      readonly timestamps?: boolean;
    }
  | { readonly kind: 'run'; readonly id: number; readonly line: string }
  | { readonly kind: 'complete'; readonly id: number; readonly line: string };

/** @see ClientMessage */
export type ServerMessage =
  | {
      readonly kind: 'welcome';
      readonly version: string;
      readonly systemName: string;
      readonly processId: number;
      readonly verbosity: number;
    }
  /** To be shown at once: a line of the live log, or what a command says while it runs. */
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'result'; readonly id: number; readonly ok: boolean; readonly text: string }
  | { readonly kind: 'words'; readonly id: number; readonly words: readonly string[] };

/** A message as it is sent. */
export function frame(message: ClientMessage | ServerMessage): string {
  return `${JSON.stringify(message)}\n`;
}

/** Cuts a stream into messages. A line that is no JSON object, or longer than `limit` bytes, makes it give up: `fault` says why. */
export class FrameReader {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #size = 0;
  fault: string | undefined;

  /** @param limit the longest line in bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The messages that `chunk` completes. Nothing after a fault. */
  push(chunk: Buffer): Array<Readonly<Record<string, unknown>>> {
    const messages: Array<Readonly<Record<string, unknown>>> = [];
    let rest = chunk;
    while (this.fault === undefined) {
      const end = rest.indexOf(10);
      const part = end < 0 ? rest : rest.subarray(0, end);
      this.#size += part.length;
      if (this.#size > this.#limit) {
        this.fault = `a line longer than ${this.#limit} bytes`;
        break;
      }
      this.#chunks.push(part);
      if (end < 0) break;
      rest = rest.subarray(end + 1);
      const line = Buffer.concat(this.#chunks).toString('utf8');
      this.#chunks = [];
      this.#size = 0;
      const message = parseObject(line);
      if (message) messages.push(message);
      else this.fault = 'a line that is no JSON object';
    }
    return messages;
  }
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
