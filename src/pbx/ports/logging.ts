import type { LogHub } from '../../base/log.ts';
import { definePort } from '../../base/port.ts';

/** One log, as `logger show channels` lists it. */
export interface LogListing {
  /** The file's path; empty for the console. */
  readonly name: string;
  readonly type: 'File' | 'Console' | 'Syslog';
  readonly formatter: 'default' | 'plain' | 'json';
  readonly enabled: boolean;
  /** In small letters, but those of one's own as they were declared. */
  readonly levels: readonly string[];
}

/** The logs of the instance, and how much is told. */
export interface Logging {
  /** Where consoles add their sinks. */
  readonly hub: LogHub;
  /** The debug level of the whole instance, 0 to 10. */
  debug: number;
  /** How verbose the instance's own console is, 0 to 10. */
  verbosity: number;
  /** True if consoles show records of this level, by its name in small letters. */
  consoleShows(level: string): boolean;
  /** Switches a level on or off for all consoles. */
  setConsoleLevel(level: string, on: boolean): void;
  list(): readonly LogListing[];
  /** Sets the debug level of one source, such as `app_dial`, above that of all; 0 takes it back. @returns the one before. */
  setDebugOf(source: string, level: number): number;
  /**
   * Adds a log until it is removed or the instance ends; a reload keeps it.
   * @param levels as logger.conf writes them, `[json]notice,verbose(3)`. @returns a sentence without a full stop where it cannot be.
   */
  add(name: string, levels: string): string | undefined;
  /** Removes a log that {@link add} has made; false where there is none of that name. */
  remove(name: string): boolean;
  /** Reads logger.conf again, or another file of its form, and opens the files anew. */
  reload(file?: string): void;
  /** Renames the files by `rotatestrategy`, begins new ones, and runs `exec_after_rotate`. */
  rotate(): void;
}

/** @see Logging */
export const loggingPort = definePort<Logging>('logging');
