import type { LogHub, LogLevel } from '../../base/log.ts';
import { definePort } from '../../base/port.ts';

/** One log, as `logger show channels` lists it. */
export interface LogListing {
  /** The file's path; empty for the console. */
  readonly name: string;
  readonly type: 'File' | 'Console';
  readonly formatter: 'default' | 'plain' | 'json';
  readonly enabled: boolean;
  readonly levels: readonly LogLevel[];
}

/** The logs of the instance, and how much is told. */
export interface Logging {
  /** Where consoles add their sinks. */
  readonly hub: LogHub;
  /** The debug level of the whole instance, 0 to 10. */
  debug: number;
  /** How verbose the instance's own console is, 0 to 10. */
  verbosity: number;
  /** True if consoles show records of this level. */
  consoleShows(level: LogLevel): boolean;
  /** Switches a level on or off for all consoles. */
  setConsoleLevel(level: LogLevel, on: boolean): void;
  list(): readonly LogListing[];
  /** Reads logger.conf again and opens the files anew. */
  reload(): void;
  /** Renames the files by `rotatestrategy` and begins new ones. */
  rotate(): void;
}

/** @see Logging */
export const loggingPort = definePort<Logging>('logging');
