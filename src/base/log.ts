import { AsyncLocalStorage } from 'node:async_hooks';

/** Asterisk's log levels, as logger.conf names them; `custom` stands for those that it adds. */
export type LogLevel = 'debug' | 'trace' | 'notice' | 'warning' | 'error' | 'verbose' | 'dtmf' | 'security' | 'custom';

/** One line for the log, before any sink has given it a form. */
export interface LogRecord {
  readonly level: LogLevel;
  /** The name of a `custom` level, as it was declared. */
  readonly custom?: string;
  /** The verbosity of a `verbose` record (0..10), the debug level of a `debug` one; 0 otherwise. */
  readonly verbosity: number;
  /** Epoch milliseconds. */
  readonly timeMs: number;
  /** The room or module that speaks, for example `res_calendar`. */
  readonly source: string;
  /** The channel or peer that it is about, if any. */
  readonly subject?: string;
  readonly message: string;
  /** The call in which it was said, `C-00000001`, if any. */
  readonly callId?: string;
}

/** What a log has to take so that it takes this record: its level, or the name of the custom one, in small letters. */
export function levelOf({ level, custom }: LogRecord): string {
  return custom?.toLowerCase() ?? level;
}

/** Where records go: the console, a file, a test. It must not throw. */
export interface LogSink {
  /** The highest verbosity this sink wants; -1 if it wants no verbose records. */
  readonly verbosity: number;
  /** The highest debug level this sink wants; 0 if none. */
  readonly debug: number;
  write(record: LogRecord): void;
}

/** What a room writes to. Building a message is worth it only if somebody wants it: ask `wantsVerbose` on hot paths. */
export interface Logger {
  error(message: string): void;
  warning(message: string): void;
  notice(message: string): void;
  /** For everybody who set a verbosity of at least `level`. */
  verbose(level: number, message: string): void;
  debug(level: number, message: string): void;
  dtmf(message: string): void;
  security(message: string): void;
  /** For a level of one's own, in any case. @returns false where there is none of that name, and nothing has been written. */
  custom(level: string, message: string): boolean;
  wantsVerbose(level: number): boolean;
  wantsDebug(level: number): boolean;
  /** The id of the call that this is done for, as `C-00000001`; undefined outside of one. */
  callId(): string | undefined;
  /** A logger that speaks for another source. */
  named(source: string): Logger;
}

/** Fans records out to sinks and keeps the highest verbosity wanted, so that a hot path asks in one comparison. */
export class LogHub {
  readonly #sinks = new Set<LogSink>();
  readonly #loggers = new Map<string, Logger>();
  readonly #now: () => number;
  readonly #debugOf = new Map<string, number>();
  readonly #calls = new AsyncLocalStorage<string>();
  #callSerial = 0;
  /** Whether records carry the id of their call. */
  callIds = true;
  /** The levels that logger.conf adds. */
  customLevels: readonly string[] = [];
  #verbosity = -1;
  #debug = 0;

  /** @param now epoch milliseconds, from the clock. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Adds a sink; the returned function takes it out. */
  add(sink: LogSink): () => void {
    this.#sinks.add(sink);
    this.refresh();
    return () => {
      this.#sinks.delete(sink);
      this.refresh();
    };
  }

  /** To be called when a sink has changed what it wants. */
  refresh(): void {
    this.#verbosity = Math.max(-1, ...[...this.#sinks].map((sink) => sink.verbosity));
    this.#debug = Math.max(0, ...[...this.#sinks].map((sink) => sink.debug));
  }

  /** Sets the debug level of one source, whatever the sinks want of all others; 0 takes it back. @returns the one before. */
  setDebugOf(source: string, level: number): number {
    const before = this.#debugOf.get(source) ?? 0;
    if (level > 0) this.#debugOf.set(source, level);
    else this.#debugOf.delete(source);
    return before;
  }

  /** Runs `work` as a call of its own: what is logged in it, now and later, carries a new call id. */
  asCall<T>(work: () => T): T {
    return this.#calls.run(`C-${(++this.#callSerial).toString(16).padStart(8, '0')}`, work);
  }

  /** Gives a record to every sink that wants it. */
  replay(record: LogRecord): void {
    const { level, verbosity } = record;
    for (const sink of this.#sinks) {
      if (level === 'verbose' && sink.verbosity < verbosity) continue;
      if (level === 'debug' && sink.debug < verbosity && (this.#debugOf.get(record.source) ?? 0) < verbosity) continue;
      sink.write(record);
    }
  }

  /** The logger that writes here under the name `source`; always the same one. */
  logger(source: string): Logger {
    let logger = this.#loggers.get(source);
    if (!logger) {
      logger = this.#create(source);
      this.#loggers.set(source, logger);
    }
    return logger;
  }

  #create(source: string): Logger {
    const write = (level: LogLevel, message: string, verbosity = 0, custom?: string): void => {
      const callId = this.callIds ? this.#calls.getStore() : undefined;
      this.replay({
        level,
        verbosity,
        timeMs: this.#now(),
        source,
        message,
        ...(custom !== undefined && { custom }),
        ...(callId !== undefined && { callId }),
      });
    };
    const wantsDebug = (level: number): boolean =>
      level <= this.#debug || (this.#debugOf.size > 0 && level <= (this.#debugOf.get(source) ?? 0));
    return {
      error: (message) => write('error', message),
      warning: (message) => write('warning', message),
      notice: (message) => write('notice', message),
      verbose: (level, message) => {
        if (level <= this.#verbosity) write('verbose', message, level);
      },
      debug: (level, message) => {
        if (wantsDebug(level)) write('debug', message, level);
      },
      dtmf: (message) => write('dtmf', message),
      security: (message) => write('security', message),
      custom: (level, message) => {
        const known = this.customLevels.find((name) => name.toLowerCase() === level.toLowerCase());
        if (known !== undefined) write('custom', message, 0, known);
        return known !== undefined;
      },
      wantsVerbose: (level) => level <= this.#verbosity,
      wantsDebug,
      callId: () => this.#calls.getStore(),
      named: (other) => this.logger(other),
    };
  }
}
