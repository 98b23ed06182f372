import { connect, type Socket } from 'node:net';

const PORT = 25538;

/** What a PBX needs to let such a client in. */
export const MANAGER_FILES: Readonly<Record<string, string>> = {
  'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${PORT}\n[bench]\nsecret=bench\nread=all\nwrite=all\nwritetimeout=10000\n`,
};

/** A manager client as thin as can be, so that it does not measure itself: it only counts a word in what comes. */
export class ManagerCounter {
  readonly #socket: Socket;
  readonly #word: Buffer;
  #count = 0;
  #rest = Buffer.alloc(0);
  #wake: (() => void) | undefined;
  #closed = false;

  private constructor(socket: Socket, word: string) {
    this.#socket = socket;
    this.#word = Buffer.from(word);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('close', () => {
      this.#closed = true;
      this.#wake?.();
    });
  }

  /** Logs in; counts `word` from then on. */
  static async open(word: string, events: string): Promise<ManagerCounter> {
    const socket = connect({ host: '127.0.0.1', port: PORT });
    const login = new ManagerCounter(socket, 'Authentication accepted');
    login.send(`Action: Login\r\nUsername: bench\r\nSecret: bench\r\nEvents: ${events}\r\n\r\n`);
    await login.reach(1);
    socket.removeAllListeners('data');
    return new ManagerCounter(socket, word);
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** Resolves once the word has come so often. @throws Error when the PBX hangs up before that. */
  async reach(count: number): Promise<void> {
    while (this.#count < count) {
      if (this.#closed) throw new Error('the PBX has hung up on its manager client');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Counts from nothing again. */
  restart(): void {
    this.#count = 0;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const data = Buffer.concat([this.#rest, chunk]);
    let from = 0;
    for (let at = data.indexOf(this.#word); at >= 0; at = data.indexOf(this.#word, from)) {
      this.#count++;
      from = at + this.#word.length;
    }
    this.#rest = Buffer.from(data.subarray(Math.max(from, data.length - this.#word.length + 1)));
    this.#wake?.();
  }
}
