import { LineSplitter } from '../../base/line-splitter.ts';

/** How a script talks with the PBX, whatever carries the lines. */
export interface AgiCarrier {
  write(text: string): void;
  /** Ends the script's side. */
  close(): void;
}

/** The answer to a command. */
export interface AgiAnswer {
  /** 200; 510 unknown, 511 refused since the caller is gone, 520 wrong use; 0 where the PBX is gone. */
  readonly code: number;
  /** What follows `result=`; empty where there is none. */
  readonly result: string;
  /** What stands in the first brackets, for example the value of a variable; undefined where there is none. */
  readonly data: string | undefined;
  /** The sample at which playing or recording ended. */
  readonly endpos: number | undefined;
  /** The whole line. */
  readonly line: string;
}

const GONE: AgiAnswer = { code: 0, result: '', data: undefined, endpos: undefined, line: '' };
/** The longest line that is kept. */
const LONGEST_LINE = 1 << 20;

/**
 * One script's talk with a PBX, Asterism or Asterisk: its environment, then a command and its answer in turn. Commands given at the
 * same time wait for one another. Nothing here rejects: a PBX that is gone answers with code 0.
 */
export class AgiDialogue {
  readonly #carrier: AgiCarrier;
  readonly #environment = new Map<string, string>();
  readonly #args: string[] = [];
  readonly #waiting: Array<(answer: AgiAnswer) => void> = [];
  readonly #ready = Promise.withResolvers<boolean>();
  readonly #hangup = new AbortController();
  #greeted = false;
  #usage = false;
  #closed = false;
  readonly #lines = new LineSplitter(LONGEST_LINE);

  constructor(carrier: AgiCarrier) {
    this.#carrier = carrier;
  }

  /** Resolves once the environment has been read; false where the PBX went before that. */
  get ready(): Promise<boolean> {
    return this.#ready.promise;
  }

  /** What the PBX told at first, without `agi_`: `callerid`, `extension`, `network_script`, … */
  get environment(): ReadonlyMap<string, string> {
    return this.#environment;
  }

  /** The arguments that the dialplan gave. */
  get args(): readonly string[] {
    return this.#args;
  }

  /** Aborts when the caller hangs up; commands that need no caller can still be sent. */
  get hangupSignal(): AbortSignal {
    return this.#hangup.signal;
  }

  /** Sends a command; the words after its name are quoted where they have to be. */
  send(command: string, ...args: ReadonlyArray<string | number>): Promise<AgiAnswer> {
    if (this.#closed) return Promise.resolve(GONE);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#carrier.write(`${[command, ...args.map(quote)].join(' ')}\n`);
    });
  }

  /** To be called with what comes from the PBX. */
  onData(chunk: Buffer): void {
    // Of a line that is too long, its answer is missed.
    for (const line of this.#lines.push(chunk)) this.#line(line ?? '200 result=-1');
  }

  /** To be called when the caller is known to have hung up. */
  onHangup(): void {
    this.#hangup.abort();
  }

  /** To be called when the PBX is gone. */
  onEnd(): void {
    this.#closed = true;
    this.#hangup.abort();
    this.#ready.resolve(false);
    for (const resolve of this.#waiting.splice(0)) resolve(GONE);
  }

  /** Ends the script's side: the dialplan goes on. */
  close(): void {
    if (this.#closed) return;
    this.#carrier.close();
    this.onEnd();
  }

  #line(line: string): void {
    if (!this.#greeted) {
      this.#greeting(line);
      return;
    }
    if (line === 'HANGUP') {
      this.#hangup.abort();
      return;
    }
    if (line.startsWith('520-')) this.#usage = true;
    const over = /^(\d{3}) /.exec(line);
    if (!over || (this.#usage && over[1] !== '520') || line.startsWith('100 ')) return;
    this.#usage = false;
    this.#waiting.shift()?.(readAnswer(line));
  }

  #greeting(line: string): void {
    if (line === '') {
      this.#greeted = true;
      this.#ready.resolve(true);
      return;
    }
    if (line.startsWith('510 ')) {
      // There is no next call for this process.
      this.onEnd();
      return;
    }
    const match = /^agi_([^:]+): ?(.*)$/.exec(line);
    if (!match || this.#environment.size >= 256) return;
    const [, name = '', value = ''] = match;
    this.#environment.set(name, value);
    if (name.startsWith('arg_')) this.#args.push(value);
  }
}

function quote(word: string | number): string {
  const text = String(word).replace(/[\r\n]+/g, ' ');
  return /^[^\s"\\]+$/.test(text) ? text : `"${text.replace(/[\\"]/g, (character) => `\\${character}`)}"`;
}

function readAnswer(line: string): AgiAnswer {
  const code = Number(line.slice(0, 3));
  const match = /^\d{3} result=(\S*)(?: (.*))?$/.exec(line);
  const rest = match?.[2] ?? '';
  const endpos = /(?:^|\s)endpos=(-?\d+)$/.exec(rest)?.[1];
  const open = rest.indexOf('(');
  const close = rest.lastIndexOf(')');
  return {
    code,
    result: match?.[1] ?? '',
    data: open >= 0 && close > open ? rest.slice(open + 1, close) : undefined,
    endpos: endpos === undefined ? undefined : Number(endpos),
    line,
  };
}
