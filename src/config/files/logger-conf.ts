import { diagnose } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import { codes } from '../codes.ts';
import { anyName, boolean, choice, list, text } from '../schema/kinds.ts';
import { defineKind, type Parsed } from '../schema/option.ts';
import { defineSchema } from '../schema/schema.ts';
import { namedSection } from '../schema/section.ts';
import type { ConfigText } from '../text.ts';

/** What one log takes. */
export interface LogChannel {
  readonly formatter: 'default' | 'plain' | 'json';
  readonly levels: readonly LogLevelChoice[];
}

/** One level in the list of a log. */
export interface LogLevelChoice {
  /** A level, one of custom_levels, or `*` for all. In lower case. */
  readonly level: string;
  /** The most verbose line taken, of `verbose(3)`; without it the console's verbosity decides. */
  readonly verbosity?: number;
  readonly at: ConfigText;
}

const LEVELS = ['debug', 'trace', 'notice', 'warning', 'error', 'verbose', 'dtmf', 'fax', 'security', '*'];
const FORMATTERS = ['default', 'plain', 'json'] as const;

/** Reads what one log takes: `[json]notice,warning,verbose(3)`. */
export function parseLogChannel(value: ConfigText): Parsed<LogChannel> {
  const head = /^\s*\[([^\]]*)\]/.exec(value.text);
  const formatter = FORMATTERS.find((name) => name === (head?.[1] ?? 'default').trim().toLowerCase());
  if (!formatter) return { fault: `there is no formatter '${head?.[1]}'`, at: value.part(0, head?.[0].length) };
  const levels: LogLevelChoice[] = [];
  for (const piece of value.part(head?.[0].length ?? 0).split(',')) {
    const word = piece.trim();
    if (word.text === '') continue;
    const match = /^([^()]+?)\s*(?:\((\d+)\))?$/.exec(word.text);
    const level = match?.[1]?.toLowerCase();
    if (level === undefined) return { fault: `'${word.text}' is no log level`, at: word };
    levels.push({ level, at: word, ...(match?.[2] !== undefined && { verbosity: Number(match[2]) }) });
  }
  return { value: { formatter, levels } };
}

const logChannel = defineKind<LogChannel>(() => ({
  form: "levels such as 'notice,warning,error,verbose(3)', after '[json]' or '[plain]' if wanted",
  parse: (value) => parseLogChannel(value),
}));

/** logger.conf: what is logged where. */
export const loggerSchema = defineSchema({
  file: 'logger.conf',
  doc: 'What is logged where.',
  sections: {
    general: namedSection('general', {
      doc: 'For all logs.',
      options: {
        dateformat: text({ doc: 'The time of a line, by strftime.', default: '%b %e %T' }),
        use_callids: boolean({ doc: 'Lines of a call carry its id, [C-00000001].', default: true }),
        appendhostname: boolean({ doc: 'File names end with the host name.', default: false }),
        queue_log: boolean({ doc: 'Writes the log of queues.', default: true }),
        queue_log_to_file: boolean({ doc: 'Writes it to a file even where a database takes it.', default: false }),
        queue_log_name: text({ doc: 'Its file name.', default: 'queue_log' }),
        queue_log_realtime_use_gmt: boolean({ doc: 'Its times are in UTC.', default: false }),
        rotatestrategy: choice({
          doc: 'How `logger rotate` names old files.',
          of: ['none', 'sequential', 'rotate', 'timestamp'],
          default: 'sequential',
        }),
        exec_after_rotate: text({
          doc: 'A command to run after each rotation; ${filename} in it is the log, whose old one lies beside it.',
        }),
        custom_levels: list({ doc: 'Further levels that Log() may use.' }),
      },
      ignored: [{ names: ['logger_queue_limit'], why: 'lines are written as they come' }],
    }),
    logfiles: namedSection('logfiles', {
      doc: 'The logs: `console`, `syslog.FACILITY`, or a file in astlogdir (or an absolute path), and the levels each takes.',
      options: { channels: anyName(logChannel({ doc: 'The levels that this log takes.' })) },
    }),
  },
  check({ general, logfiles }, report) {
    const known = [...LEVELS, ...general.values.custom_levels.map((level) => level.toLowerCase())];
    for (const { level, at } of logfiles.values.channels.flatMap(({ value }) => value.levels)) {
      if (known.includes(level)) continue;
      const near = nearestName(level, known);
      report(
        diagnose(codes.badValue, `there is no log level '${at.text}'`, at.span, {
          sourceLine: at.sourceLine,
          help: near === undefined ? `levels are ${known.join(', ')}` : `did you mean '${near}'?`,
        }),
      );
    }
  },
});
