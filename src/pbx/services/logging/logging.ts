import { isAbsolute, join } from 'node:path';
import { type LogHub, type LogLevel, type LogRecord, levelOf } from '../../../base/log.ts';
import type { LogChannel } from '../../../config/files/logger-conf.ts';
import { loggerSchema, parseLogChannel } from '../../../config/files/logger-conf.ts';
import { ConfigText } from '../../../config/text.ts';
import type { ConfigFiles } from '../../ports/config-files.ts';
import type { Logging, LogListing } from '../../ports/logging.ts';
import type { Processes } from '../../ports/processes.ts';
import { createDateFormatter } from './date-formatter.ts';
import { fileLine, jsonLine, plainLine, systemLine } from './line-format.ts';
import { LogFile, type RotateStrategy } from './log-file.ts';
import { facilityOf, SystemLog } from './system-log.ts';

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
  /** For the system's log, and for what runs after a rotation. */
  readonly processes: Pick<Processes, 'start' | 'shell'>;
}

const ALL_LEVELS: readonly LogLevel[] = ['debug', 'trace', 'notice', 'warning', 'error', 'verbose', 'dtmf', 'security'];

/** What is logged where without a logger.conf. */
const STOCK: ReadonlyArray<readonly [name: string, levels: readonly LogLevel[]]> = [
  ['console', ['notice', 'warning', 'error', 'verbose']],
  ['messages', ['notice', 'warning', 'error']],
];

/** Where a log writes, and in which form. */
interface LogTarget {
  write(record: LogRecord): void;
  readonly file?: LogFile;
  close(): void;
}

/** What one log takes. */
interface Wanted {
  readonly formatter: LogListing['formatter'];
  /** As a listing has them. */
  readonly levels: readonly string[];
  readonly verbosity: number | undefined;
}

interface OpenLog {
  readonly listing: LogListing;
  readonly target: LogTarget;
  remove(): void;
}

const FORMATS = { json: jsonLine, plain: plainLine, default: fileLine } as const;

/** The logs that logger.conf asks for. Created without files; {@link reload} opens them; its owner closes it. */
export class LoggingService implements Logging {
  readonly #house: LoggingHouse;
  #logs: OpenLog[] = [];
  /** Those that were added while the instance ran, by name. */
  readonly #added = new Map<string, OpenLog>();
  #afterRotate = '';
  #consoleLevels = new Set<string>(STOCK[0]?.[1]);
  #switched = new Map<string, boolean>();
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

  consoleShows(level: string): boolean {
    return this.#switched.get(level) ?? this.#consoleLevels.has(level);
  }

  setConsoleLevel(level: string, on: boolean): void {
    this.#switched.set(level, on);
    this.hub.refresh();
  }

  list(): readonly LogListing[] {
    const console: LogListing = {
      name: '',
      type: 'Console',
      formatter: 'default',
      enabled: true,
      levels: [...ALL_LEVELS, ...this.hub.customLevels].filter((level) => this.consoleShows(level.toLowerCase())),
    };
    const newest = [...this.#logs, ...this.#added.values()].reverse();
    return [...newest.map((log) => log.listing), ...(console.levels.length > 0 ? [console] : [])];
  }

  setDebugOf(source: string, level: number): number {
    return this.hub.setDebugOf(source, level);
  }

  add(name: string, levels: string): string | undefined {
    if (this.#added.has(name) || this.#logs.some(({ listing }) => listing.name === this.#pathOf(name)))
      return `Logger channel '${name}' already exists`;
    const parsed = parseLogChannel(ConfigText.ofLine({ file: 'console', number: 1, text: levels }));
    if (!('value' in parsed)) return parsed.fault ?? `'${levels}' are no levels`;
    const log = this.#open(name, this.#wanted(parsed.value));
    if (typeof log === 'string') return log;
    this.#added.set(name, log);
    return undefined;
  }

  remove(name: string): boolean {
    const log = this.#added.get(name);
    log?.remove();
    return this.#added.delete(name);
  }

  reload(name?: string): void {
    const { file, values } = this.#house.configFiles.load(loggerSchema, name);
    if (file.rejected) return;
    const { general, logfiles } = values;
    for (const log of this.#logs.splice(0)) log.remove();
    for (const { target } of this.#added.values()) target.file?.rotate('none', this.#house.now());
    this.#afterRotate = general.values.exec_after_rotate ?? '';
    this.#date = createDateFormatter(general.values.dateformat);
    this.#rotate = general.values.rotatestrategy;
    this.hub.callIds = general.values.use_callids;
    this.hub.customLevels = general.values.custom_levels;
    this.#switched.clear();
    const wanted = file.missing
      ? STOCK.map(([name, levels]) => ({ name, formatter: 'default' as const, levels, verbosity: undefined }))
      : logfiles.values.channels.map(({ name, value }) => ({ name, ...this.#wanted(value) }));
    this.#consoleLevels = new Set();
    for (const log of wanted) {
      if (log.name === 'console') for (const level of log.levels) this.#consoleLevels.add(level.toLowerCase());
      else {
        const suffix = general.values.appendhostname ? `.${this.#house.hostName}` : '';
        const opened = this.#open(isSystemLog(log.name) ? log.name : `${log.name}${suffix}`, log);
        if (typeof opened === 'string') this.hub.logger('logger').warning(`logger.conf: ${opened}`);
        else this.#logs.push(opened);
      }
    }
  }

  rotate(): void {
    for (const { target, listing } of [...this.#logs, ...this.#added.values()]) {
      if (!target.file) continue;
      target.file.rotate(this.#rotate, this.#house.now());
      if (this.#afterRotate === '') continue;
      const command = this.#afterRotate.replaceAll('${filename}', listing.name);
      void this.#house.processes.shell(command).then(({ exitCode, failure }) => {
        if (exitCode !== 0)
          this.hub
            .logger('logger')
            .warning(`after the rotation, '${command}' failed: ${failure ?? `it ended with ${exitCode}`}`);
      });
    }
  }

  /** Writes and closes the files. */
  close(): void {
    for (const log of this.#logs.splice(0)) log.remove();
    for (const log of this.#added.values()) log.remove();
    this.#added.clear();
  }

  #pathOf(name: string): string {
    return isSystemLog(name) || isAbsolute(name) ? name : join(this.#house.folder, name);
  }

  /** A log that is written from now on, or what speaks against it. */
  #open(name: string, { formatter, levels: wanted, verbosity }: Wanted): OpenLog | string {
    const target = isSystemLog(name) ? this.#systemTarget(name) : this.#fileTarget(name, formatter);
    if (typeof target === 'string') return target;
    const levels = new Set(wanted.map((level) => level.toLowerCase()));
    const service = this;
    const remove = this.hub.add({
      get verbosity() {
        if (!levels.has('verbose')) return -1;
        return verbosity ?? service.#verbosity;
      },
      get debug() {
        return levels.has('debug') ? service.#debug : 0;
      },
      write(record: LogRecord) {
        if (levels.has(levelOf(record))) target.write(record);
      },
    });
    const type = target.file ? 'File' : 'Syslog';
    return {
      target,
      listing: { name: this.#pathOf(name), type, formatter, enabled: true, levels: wanted },
      remove() {
        remove();
        target.close();
      },
    };
  }

  #wanted(channel: LogChannel): Wanted {
    const all = [...ALL_LEVELS, ...this.hub.customLevels];
    const levels = channel.levels.flatMap(({ level }) =>
      level === '*' ? all : all.filter((known) => known.toLowerCase() === level),
    );
    return {
      formatter: channel.formatter,
      levels: [...new Set(levels)],
      verbosity: channel.levels.find(({ level }) => level === 'verbose')?.verbosity,
    };
  }

  #fileTarget(name: string, formatter: LogListing['formatter']): LogTarget {
    const file = new LogFile(this.#pathOf(name), tellOnStderr);
    const format = FORMATS[formatter];
    return {
      file,
      write: (record) => file.write(format(record, this.#date, this.#house.processId)),
      close: () => file.close(),
    };
  }

  #systemTarget(name: string): LogTarget | string {
    const facility = facilityOf(name.slice(name.indexOf('.') + 1));
    if (facility === undefined) return `'${name}' names no facility of the system's log`;
    const log = new SystemLog(facility, this.#house.processes, tellOnStderr);
    return {
      write: (record) => log.write(record.level, systemLine(record, this.#house.processId)),
      close: () => log.close(),
    };
  }
}

function tellOnStderr(message: string): void {
  process.stderr.write(`asterism: ${message}\n`);
}

/** `syslog.FACILITY` in place of a file's name. */
function isSystemLog(name: string): boolean {
  return /^syslog\./i.test(name);
}
