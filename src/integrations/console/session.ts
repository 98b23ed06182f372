import { type LogSink, levelOf } from '../../base/log.ts';
import { FrameReader, frame } from '../../clients/console/protocol.ts';
import { compilePosixRegex } from '../../extend/posix-regex.ts';
import type { UnixConnection, UnixHandler } from '../../net/node-unix.ts';
import type { CommandRunner } from '../../pbx/ports/commands.ts';
import type { ConsoleLine } from '../../pbx/ports/console-line.ts';
import type { Logging } from '../../pbx/ports/logging.ts';
import type { System } from '../../pbx/ports/system.ts';

/** What consoles need of the instance. */
export interface ConsoleHouse {
  readonly commands: CommandRunner;
  readonly logging: Logging;
  readonly system: System;
  /** A log record as a console shows it. */
  readonly format: (record: Parameters<LogSink['write']>[0], look: ConsoleLook) => string;
}

/** How one console wants its lines. */
export interface ConsoleLook {
  readonly colour: boolean;
  readonly timestamps: boolean;
}

/** The longest line that a console may send, 64 KiB. */
const LONGEST_REQUEST = 64 << 10;
/** Commands of one console that may run at once; more make it wait in the socket's buffer no longer, but end it. */
const MOST_RUNNING = 64;

/** Serves one console until it goes away. */
export function openSession(
  house: ConsoleHouse,
  connection: UnixConnection,
  onEnd: () => void,
): UnixHandler & { close(): void } {
  const reader = new FrameReader(LONGEST_REQUEST);
  const line = new Session(house, connection);
  let running = 0;
  const answer = async (id: number, text: string): Promise<void> => {
    running++;
    const result = await house.commands.run(text, line);
    running--;
    connection.write(frame({ kind: 'result', id, ok: result.ok, text: result.text }));
  };
  return {
    onData(chunk) {
      for (const message of reader.push(chunk)) {
        const id = Number(message['id'] ?? 0);
        const text = String(message['line'] ?? '');
        if (message['kind'] === 'hello') line.hello(message);
        else if (message['kind'] === 'complete')
          connection.write(frame({ kind: 'words', id, words: house.commands.complete(text) }));
        else if (message['kind'] === 'run' && running < MOST_RUNNING) void answer(id, text);
        else connection.close();
      }
      if (reader.fault !== undefined) connection.close();
    },
    onClose() {
      line.end();
      onEnd();
    },
    close: () => connection.close(),
  };
}

/** What commands see of a console, and what the log writes to. */
class Session implements ConsoleLine, LogSink {
  readonly #house: ConsoleHouse;
  readonly #connection: UnixConnection;
  #verbosity: number;
  #live = false;
  muted = false;
  filter: string | undefined;
  #look: ConsoleLook = { colour: false, timestamps: false };
  #remove: (() => void) | undefined;
  #user: ConsoleLine['user'];

  constructor(house: ConsoleHouse, connection: UnixConnection) {
    this.#house = house;
    this.#connection = connection;
    this.#verbosity = 0;
  }

  hello(message: Readonly<Record<string, unknown>>): void {
    const { system, logging } = this.#house;
    const asked = message['verbosity'];
    this.#live = message['live'] === true;
    this.#look = { colour: message['colour'] === true, timestamps: message['timestamps'] === true };
    // a single command sees verbosity 0, as in Asterisk; a console that stays sees what the instance's own one does
    this.#verbosity = typeof asked === 'number' ? Math.min(10, Math.max(0, asked)) : this.#live ? logging.verbosity : 0;
    this.#connection.write(
      frame({
        kind: 'welcome',
        version: system.version,
        systemName: system.systemName,
        processId: system.processId,
        verbosity: this.#verbosity,
      }),
    );
    if (this.#live) this.#remove ??= logging.hub.add(this);
  }

  end(): void {
    this.#remove?.();
  }

  get colour(): boolean {
    return this.#look.colour;
  }

  /** Asked of the kernel when a command first wants to know. */
  get user(): NonNullable<ConsoleLine['user']> {
    this.#user ??= { known: this.#connection.peer() };
    return this.#user;
  }

  get verbosity(): number {
    return this.#verbosity;
  }

  set verbosity(level: number) {
    this.#verbosity = level;
    this.#house.logging.hub.refresh();
  }

  get debug(): number {
    return this.#house.logging.debug;
  }

  set debug(level: number) {
    this.#house.logging.debug = level;
  }

  print(text: string): void {
    this.#connection.write(frame({ kind: 'print', text }));
  }

  write(record: Parameters<LogSink['write']>[0]): void {
    if (!this.muted && this.#house.logging.consoleShows(levelOf(record)) && this.#passes(record))
      this.print(this.#house.format(record, this.#look));
  }

  #passes({ source, callId = '', message }: Parameters<LogSink['write']>[0]): boolean {
    if (this.filter === undefined) return true;
    const compiled = compilePosixRegex(this.filter, true);
    return 'error' in compiled || compiled.regex.exec(`${source} ${callId} ${message}`) !== undefined;
  }
}
