import { type ZonedTime, zonedTime } from '../base/zoned-time.ts';
import { numberPrompts } from './number.ts';

const DAY_MS = 86_400_000;

/** Farther from today's midnight than these, a day is said with its month, without its weekday, and with its year. */
const [WEEK_MS, MONTH_MS, HALF_YEAR_MS] = [6 * DAY_MS, 2_628_000_000, 15_768_000_000];

/** What a format is filled with: the moment as the zone's calendar has it, and how far it is from today's midnight there. */
interface Moment {
  readonly fields: ZonedTime['fields'];
  /** Milliseconds; what is past is negative. */
  readonly fromToday: number;
}

const two = (number: number): string[] =>
  number < 10 && number > 0 ? ['digits/oh', ...numberPrompts(number)] : numberPrompts(number);

const weekday = ({ fields }: Moment): string[] => [`digits/day-${fields.getUTCDay()}`];
const month = ({ fields }: Moment): string[] => [`digits/mon-${fields.getUTCMonth()}`];
const dayOfMonth = ({ fields }: Moment): string[] => ordinalPrompts(fields.getUTCDate());
const hour12 = ({ fields }: Moment): string[] => numberPrompts(fields.getUTCHours() % 12 || 12);
const hour24 = ({ fields }: Moment): string[] => {
  const hour = fields.getUTCHours();
  return hour === 0 ? ['digits/oh'] : two(hour);
};
/** As {@link hour24}, without an oh before the hours of one digit. */
const bareHour24 = ({ fields }: Moment): string[] => {
  const hour = fields.getUTCHours();
  return hour === 0 ? ['digits/oh'] : numberPrompts(hour);
};
const minute = ({ fields }: Moment): string[] => {
  const minutes = fields.getUTCMinutes();
  return minutes === 0 ? ['digits/oclock'] : two(minutes);
};
/** As {@link minute}, for those who say the hours in one with the minutes: eight hundred. */
const militaryMinute = ({ fields }: Moment): string[] => {
  const minutes = fields.getUTCMinutes();
  return minutes === 0 ? ['digits/hundred'] : two(minutes);
};
const half = ({ fields }: Moment): string[] => [fields.getUTCHours() < 12 ? 'digits/a-m' : 'digits/p-m'];
const year = ({ fields }: Moment): string[] => yearPrompts(fields.getUTCFullYear());

/** Says the day as people do: `today`, or nothing for it, `yesterday`, `tomorrow`, the weekday within a week, else the date. */
const day =
  (today: readonly string[]) =>
  (moment: Moment): string[] => {
    const { fromToday } = moment;
    if (fromToday >= 0 && fromToday < DAY_MS) return [...today];
    if (fromToday < 0 && fromToday >= -DAY_MS) return ['digits/yesterday'];
    if (fromToday >= DAY_MS && fromToday < 2 * DAY_MS) return ['digits/tomorrow'];
    const distance = Math.abs(fromToday);
    if (distance <= WEEK_MS) return weekday(moment);
    const date = [...month(moment), ...dayOfMonth(moment)];
    if (distance <= MONTH_MS) return [...weekday(moment), ...date];
    return distance <= HALF_YEAR_MS ? date : [...date, ...year(moment)];
  };

const WRITERS: Readonly<Record<string, (moment: Moment) => string[]>> = {
  A: weekday,
  a: weekday,
  B: month,
  b: month,
  h: month,
  d: dayOfMonth,
  e: dayOfMonth,
  m: ({ fields }) => ordinalPrompts(fields.getUTCMonth() + 1),
  Y: year,
  I: hour12,
  l: hour12,
  H: hour24,
  k: bareHour24,
  M: minute,
  N: militaryMinute,
  P: half,
  p: half,
  Q: day(['digits/today']),
  q: day([]),
  R: (moment) => [...hour24(moment), ...minute(moment)],
  S: ({ fields }) => two(fields.getUTCSeconds()),
  T: (moment) => [...hour24(moment), ...minute(moment), ...two(moment.fields.getUTCSeconds())],
};

/**
 * The prompts that say a moment in English, by a format as in voicemail.conf's [zonemessages]: letters as in `IMp` or `Q`, names of
 * prompts in single quotes. Letters that mean nothing say nothing.
 * @param zone an IANA name; empty for the machine's own.
 */
export function datePrompts(format: string, epochMs: number, zone: string, nowMs: number): string[] {
  const { fields } = zonedTime(epochMs, zone);
  const today = zonedTime(nowMs, zone).fields;
  const midnight = Math.floor(today.getTime() / DAY_MS) * DAY_MS;
  const moment = { fields, fromToday: fields.getTime() - midnight };
  return [...format.matchAll(/'([^']*)'|(\S)/g)].flatMap(([, prompt, letter]) => {
    if (prompt !== undefined) return prompt === '' ? [] : [prompt];
    return letter !== undefined && Object.hasOwn(WRITERS, letter) ? (WRITERS[letter]?.(moment) ?? []) : [];
  });
}

/** `first` to `thirty-first`. */
function ordinalPrompts(number: number): string[] {
  if (number <= 20 || number % 10 === 0) return [`digits/h-${number}`];
  return [`digits/${number - (number % 10)}`, `digits/h-${number % 10}`];
}

/** A year as Asterisk 16 says it: nineteen ninety nine, two thousand twenty six. */
function yearPrompts(number: number): string[] {
  if (number < 1000 || number > 9999 || (number >= 2000 && number < 2100)) return numberPrompts(number);
  const [century, rest] = [Math.floor(number / 100), number % 100];
  return [...numberPrompts(century), ...(rest === 0 ? ['digits/hundred'] : two(rest))];
}
