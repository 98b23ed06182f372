import type { LogLevel, LogRecord } from '../../../base/log.ts';

/** How a console wants its lines. */
export interface ConsoleFormat {
  readonly colour: boolean;
  /** Verbose lines begin with the time too. */
  readonly timestamps: boolean;
  /** The time of a record. */
  readonly date: (timeMs: number) => string;
  /** Stands in brackets after the level, where Asterisk has the thread's id. */
  readonly processId: number;
}

/** What stands before a verbose line on a console, by its verbosity; from 4 on it is the same. Observed on Asterisk 16. */
const VERBOSE_PREFIXES = ['', ' ', '  == ', '    -- ', '       > '];

const LEVEL_COLOURS: Readonly<Record<LogLevel, string>> = {
  debug: '\x1b[1;32m',
  trace: '\x1b[1;32m',
  notice: '\x1b[1;33m',
  warning: '\x1b[1;31m',
  error: '\x1b[1;31m',
  verbose: '\x1b[1;32m',
  dtmf: '\x1b[1;32m',
  security: '\x1b[1;32m',
  custom: '\x1b[1;32m',
};
const PLAIN = '\x1b[0m';
const GREY = '\x1b[1;30m';
const BRIGHT = '\x1b[1;37m';
const CYAN = '\x1b[1;36m';
const MAGENTA = '\x1b[1;35m';

/** A record as a console shows it, ended by a line feed: verbose ones by their prefix alone, all others with time, level and source. */
export function consoleLine(record: LogRecord, format: ConsoleFormat): string {
  const { level, verbosity, source, message } = record;
  if (level === 'verbose') {
    const prefix = VERBOSE_PREFIXES[Math.min(verbosity, 4)] ?? '';
    const time = format.timestamps ? `[${format.date(record.timeMs)}] ` : '';
    const shown = format.colour && prefix !== '' ? `${GREY}${prefix}${PLAIN}` : prefix;
    const text = format.colour ? highlightStep(printable(message)) : printable(message);
    return `${time}${shown}${text.replaceAll('\n', `\n${shown}`)}\n`;
  }
  const name = levelName(record);
  const time = `[${format.date(record.timeMs)}]`;
  if (!format.colour)
    return `${time} ${name}[${format.processId}]${inCall(record)}: ${source}: ${printable(message)}\n`;
  return `${time} ${LEVEL_COLOURS[level]}${name}${PLAIN}[${format.processId}]${inCall(record)}: ${BRIGHT}${source}${PLAIN}: ${printable(message)}\n`;
}

/** A record as a log file has it, ended by a line feed. */
export function fileLine(record: LogRecord, date: (timeMs: number) => string, processId: number): string {
  return `[${date(record.timeMs)}] ${levelName(record)}[${processId}]${inCall(record)} ${record.source}: ${printable(record.message)}\n`;
}

/** A record in the form `[plain]`: verbose ones with their time and level too. */
export function plainLine(record: LogRecord, date: (timeMs: number) => string, processId: number): string {
  return `[${date(record.timeMs)}] ${systemLine(record, processId)}`;
}

/** A record for the system's log, which gives it its own time. */
export function systemLine(record: LogRecord, processId: number): string {
  return `${levelName(record)}[${processId}]${inCall(record)}: ${record.source}: ${printable(record.message)}\n`;
}

/** A record as one JSON object, in the shape that Asterisk's `[json]` formatter gives it. */
export function jsonLine(record: LogRecord, date: (timeMs: number) => string, processId: number): string {
  return `${JSON.stringify({
    hostname: '',
    timestamp: date(record.timeMs),
    identifiers: { lwp: processId, callid: inCall(record) },
    logmsg: {
      location: { filename: record.source, function: '', line: 0 },
      level: levelName(record),
      message: record.message,
    },
  })}\n`;
}

/** Levels of one's own are written as they were declared. */
function levelName({ level, custom }: LogRecord): string {
  return custom ?? level.toUpperCase();
}

/** `[C-00000001]` for what was said in a call. */
function inCall({ callId }: LogRecord): string {
  return callId === undefined ? '' : `[${callId}]`;
}

/** Text from callers must not steer a terminal or forge lines: control characters but tab and line feed are shown as `?`. */
function printable(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]/g, '?');
}

/** `Executing [100@inside:1] Dial("SIP/a-1", "SIP/b") in new stack` with the application and its arguments in colour. */
function highlightStep(message: string): string {
  const match = /^(Executing \[[^\]]*\] )([^(]+)\("(.*?)", "(.*)"\)( in new stack)?$/s.exec(message);
  if (!match) return message;
  const [, head, application, channel, data, tail] = match;
  return `${head}${CYAN}${application}${PLAIN}("${MAGENTA}${channel}${PLAIN}", "${MAGENTA}${data}${PLAIN}")${tail ?? ''}`;
}
