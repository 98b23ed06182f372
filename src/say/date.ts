import { type ZonedTime, zonedTime } from '../base/zoned-time.ts';
import { numberPrompts } from './number.ts';

const DAY_MS = 86_400_000;

/** What a format is filled with: the moment as the zone's calendar has it, and how many days ago it was there. */
interface Moment {
  readonly fields: ZonedTime['fields'];
  readonly daysAgo: number;
}

const two = (number: number): string[] =>
  number < 10 && number > 0 ? ['digits/oh', ...numberPrompts(number)] : numberPrompts(number);

const weekday = ({ fields }: Moment): string[] => [`digits/day-${fields.getUTCDay()}`];
const month = ({ fields }: Moment): string[] => [`digits/mon-${fields.getUTCMonth()}`];
const dayOfMonth = ({ fields }: Moment): string[] => ordinalPrompts(fields.getUTCDate());
const hour12 = ({ fields }: Moment): string[] => numberPrompts(fields.getUTCHours() % 12 || 12);
const hour24 = ({ fields }: Moment): string[] => {
  const hour = fields.getUTCHours();
  return hour === 0 ? ['digits/oh', 'digits/oh'] : two(hour);
};
const minute = ({ fields }: Moment): string[] => {
  const minutes = fields.getUTCMinutes();
  return minutes === 0 ? ['digits/oclock'] : two(minutes);
};
const half = ({ fields }: Moment): string[] => [fields.getUTCHours() < 12 ? 'digits/a-m' : 'digits/p-m'];
const year = ({ fields }: Moment): string[] => yearPrompts(fields.getUTCFullYear());
const wholeDate = (moment: Moment): string[] => [weekday, month, dayOfMonth, year].flatMap((say) => say(moment));

/** Says the day as people do: nothing or `today`, `yesterday`, the weekday within a week, else the date. */
const day =
  (today: readonly string[], nearWeekday: boolean) =>
  (moment: Moment): string[] => {
    if (moment.daysAgo === 0) return [...today];
    if (moment.daysAgo === 1) return ['digits/yesterday'];
    if (nearWeekday && moment.daysAgo > 1 && moment.daysAgo < 7) return weekday(moment);
    return wholeDate(moment);
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
  k: hour24,
  M: minute,
  N: minute,
  P: half,
  p: half,
  Q: day(['digits/today'], false),
  q: day([], true),
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
  const moment = { fields, daysAgo: Math.floor(today.getTime() / DAY_MS) - Math.floor(fields.getTime() / DAY_MS) };
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

/** A year as people say it: nineteen ninety nine, two thousand six, twenty twenty six. */
function yearPrompts(number: number): string[] {
  if (number < 1000 || number > 9999 || (number >= 2000 && number < 2010)) return numberPrompts(number);
  const [century, rest] = [Math.floor(number / 100), number % 100];
  return [...numberPrompts(century), ...(rest === 0 ? ['digits/hundred'] : two(rest))];
}
