import { connectUnix, type UnixConnection } from '../../net/node-unix.ts';
import { FrameReader, frame } from './protocol.ts';

/** The longest answer that is taken, 64 MiB. */
const LONGEST_ANSWER = 64 << 20;

type Message = Readonly<Record<string, unknown>>;

/** The questions that are not answered yet. */
interface Asked {
  readonly waiting: Map<number, (message: Message | undefined) => void>;
  /** The connection has ended: there will be no answers. */
  over: boolean;
}

/** How a console introduces itself. */
export interface ConsoleClientOptions {
  readonly live: boolean;
  readonly verbosity?: number | undefined;
  readonly colour: boolean;
  readonly timestamps?: boolean;
  /** Told of every line of the live log and of what commands print while they run. */
  onPrint?(text: string): void;
  /** The instance has gone. */
  onClose?(): void;
}

/** What the instance tells of itself. */
export interface Welcome {
  readonly version: string;
  readonly systemName: string;
  readonly processId: number;
  readonly verbosity: number;
}

/** A connection to the control socket of a running instance. */
export class ConsoleClient {
  readonly welcome: Welcome;
  readonly #connection: UnixConnection;
  readonly #asked: Asked;
  #serial = 0;

  private constructor(connection: UnixConnection, welcome: Welcome, asked: Asked) {
    this.#connection = connection;
    this.welcome = welcome;
    this.#asked = asked;
  }

  /** Connects; undefined where nobody listens at `path`. */
  static connect(path: string, options: ConsoleClientOptions): Promise<ConsoleClient | undefined> {
    return new Promise((resolve) => {
      const reader = new FrameReader(LONGEST_ANSWER);
      const asked: Asked = { waiting: new Map(), over: false };
      const connection = connectUnix(path, {
        onOpen() {
          const { live, verbosity, colour, timestamps } = options;
          connection.write(
            frame({
              kind: 'hello',
              live,
              colour,
              ...(verbosity !== undefined && { verbosity }),
              ...(timestamps && { timestamps }),
            }),
          );
        },
        onData(chunk) {
          for (const message of reader.push(chunk)) {
            if (message['kind'] === 'welcome') resolve(new ConsoleClient(connection, welcomeOf(message), asked));
            else if (message['kind'] === 'print') options.onPrint?.(String(message['text'] ?? ''));
            else settle(asked, Number(message['id']), message);
          }
          if (reader.fault !== undefined) connection.close();
        },
        onClose() {
          asked.over = true;
          for (const id of [...asked.waiting.keys()]) settle(asked, id, undefined);
          resolve(undefined);
          options.onClose?.();
        },
      });
    });
  }

  /** Runs a command line there. Undefined where the instance went away before it had answered, as it does on `core stop now`. */
  async run(line: string): Promise<{ readonly ok: boolean; readonly text: string } | undefined> {
    const message = await this.#ask((id) => frame({ kind: 'run', id, line }));
    return message && { ok: message['ok'] === true, text: String(message['text'] ?? '') };
  }

  /** What the last word of `line` could become. */
  async complete(line: string): Promise<readonly string[]> {
    const message = await this.#ask((id) => frame({ kind: 'complete', id, line }));
    const words = message?.['words'];
    return Array.isArray(words) ? words.map(String) : [];
  }

  close(): void {
    this.#connection.close();
  }

  #ask(request: (id: number) => string): Promise<Message | undefined> {
    return new Promise((resolve) => {
      if (this.#asked.over) {
        resolve(undefined);
        return;
      }
      const id = this.#serial++;
      this.#asked.waiting.set(id, resolve);
      this.#connection.write(request(id));
    });
  }
}

function settle(asked: Asked, id: number, message: Message | undefined): void {
  const resolve = asked.waiting.get(id);
  asked.waiting.delete(id);
  resolve?.(message);
}

function welcomeOf(message: Message): Welcome {
  return {
    version: String(message['version'] ?? ''),
    systemName: String(message['systemName'] ?? ''),
    processId: Number(message['processId'] ?? 0),
    verbosity: Number(message['verbosity'] ?? 0),
  };
}
