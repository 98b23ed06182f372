import { isAbsolute, join } from 'node:path';
import type { LogHub, LogLevel, LogRecord } from '../../../base/log.ts';
import type { LogChannel } from '../../../config/files/logger-conf.ts';
import { loggerSchema } from '../../../config/files/logger-conf.ts';
import type { ConfigFiles } from '../../ports/config-files.ts';
import type { Logging, LogListing } from '../../ports/logging.ts';
import { createDateFormatter } from './date-formatter.ts';
import { fileLine, jsonLine } from './line-format.ts';
import { LogFile, type RotateStrategy } from './log-file.ts';

/** What the logs need. */
export interface LoggingHouse {
  readonly hub: LogHub;
  readonly configFiles: ConfigFiles;
  /** astlogdir. */
  readonly folder: string;
  readonly hostName: string;
  readonly processId: number;
  readonly now: () => number;
  /** How verbose the instance's own console is at the start. */
  readonly verbosity: number;
  readonly debug: number;
}

const ALL_LEVELS: readonly LogLevel[] = ['debug', 'trace', 'notice', 'warning', 'error', 'verbose', 'dtmf', 'security'];

/** What is logged where without a logger.conf. */
const STOCK: ReadonlyArray<readonly [name: string, levels: readonly LogLevel[]]> = [
  ['console', ['notice', 'warning', 'error', 'verbose']],
  ['messages', ['notice', 'warning', 'error']],
];

interface OpenLog {
  readonly listing: LogListing;
  readonly file: LogFile;
  remove(): void;
}

/** The logs that logger.conf asks for. Created without files; {@link reload} opens them; its owner closes it. */
export class LoggingService implements Logging {
  readonly #house: LoggingHouse;
  #logs: OpenLog[] = [];
  #consoleLevels = new Set<LogLevel>(STOCK[0]?.[1]);
  #switched = new Map<LogLevel, boolean>();
  #rotate: RotateStrategy = 'sequential';
  #date = createDateFormatter('%b %e %T');
  #debug: number;
  #verbosity: number;

  constructor(house: LoggingHouse) {
    this.#house = house;
    this.#debug = house.debug;
    this.#verbosity = house.verbosity;
  }

  get hub(): LogHub {
    return this.#house.hub;
  }

  get debug(): number {
    return this.#debug;
  }

  set debug(level: number) {
    this.#debug = level;
    this.hub.refresh();
  }

  get verbosity(): number {
    return this.#verbosity;
  }

  set verbosity(level: number) {
    this.#verbosity = level;
    this.hub.refresh();
  }

  /** The time of a record in the form of `dateformat`. */
  formatTime(timeMs: number): string {
    return this.#date(timeMs);
  }

  consoleShows(level: LogLevel): boolean {
    return this.#switched.get(level) ?? this.#consoleLevels.has(level);
  }

  setConsoleLevel(level: LogLevel, on: boolean): void {
    this.#switched.set(level, on);
    this.hub.refresh();
  }

  list(): readonly LogListing[] {
    const console: LogListing = {
      name: '',
      type: 'Console',
      formatter: 'default',
      enabled: true,
      levels: ALL_LEVELS.filter((level) => this.consoleShows(level)),
    };
    return [...this.#logs.map((log) => log.listing), console];
  }

  reload(): void {
    const { file, values } = this.#house.configFiles.load(loggerSchema);
    if (file.rejected) return;
    const { general, logfiles } = values;
    this.close();
    this.#date = createDateFormatter(general.values.dateformat);
    this.#rotate = general.values.rotatestrategy;
    this.hub.callIds = general.values.use_callids;
    this.#switched.clear();
    const wanted = file.missing
      ? STOCK.map(([name, levels]) => ({ name, formatter: 'default' as const, levels, verbosity: undefined }))
      : logfiles.values.channels.map(({ name, value }) => ({ name, ...levelsOf(value) }));
    this.#consoleLevels = new Set();
    for (const log of wanted) {
      if (log.name === 'console') for (const level of log.levels) this.#consoleLevels.add(level);
      else if (!log.name.startsWith('syslog')) {
        const suffix = general.values.appendhostname ? `.${this.#house.hostName}` : '';
        this.#logs.push(this.#open(`${log.name}${suffix}`, log));
      } else
        this.hub
          .logger('logger')
          .warning(`logger.conf: '${log.name}' is left out: there is no way to the system's log`);
    }
  }

  rotate(): void {
    for (const { file } of this.#logs) file.rotate(this.#rotate, this.#house.now());
  }

  /** Writes and closes the files. */
  close(): void {
    for (const log of this.#logs.splice(0)) log.remove();
  }

  #open(
    name: string,
    log: { formatter: 'default' | 'plain' | 'json'; levels: readonly LogLevel[]; verbosity: number | undefined },
  ): OpenLog {
    const { hub, processId } = this.#house;
    const path = isAbsolute(name) ? name : join(this.#house.folder, name);
    const file = new LogFile(path, (message) => process.stderr.write(`asterism: ${message}\n`));
    const levels = new Set(log.levels);
    const service = this;
    const remove = hub.add({
      get verbosity() {
        if (!levels.has('verbose')) return -1;
        return log.verbosity ?? service.#verbosity;
      },
      get debug() {
        return levels.has('debug') ? service.#debug : 0;
      },
      write(record: LogRecord) {
        if (!levels.has(record.level)) return;
        const format = log.formatter === 'json' ? jsonLine : fileLine;
        file.write(format(record, service.#date, processId));
      },
    });
    return {
      file,
      listing: { name: path, type: 'File', formatter: log.formatter, enabled: true, levels: [...levels] },
      remove() {
        remove();
        file.close();
      },
    };
  }
}

function levelsOf(channel: LogChannel): {
  formatter: 'default' | 'plain' | 'json';
  levels: readonly LogLevel[];
  verbosity: number | undefined;
} {
  const levels = channel.levels.flatMap(({ level }) =>
    level === '*' ? ALL_LEVELS : ALL_LEVELS.filter((known) => known === level),
  );
  return {
    formatter: channel.formatter,
    levels: [...new Set(levels)],
    verbosity: channel.levels.find(({ level }) => level === 'verbose')?.verbosity,
  };
}
