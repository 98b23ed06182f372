import { monthNames, weekdayNames } from '../../base/date-format.ts';
import { instantOf } from '../../base/zoned-time.ts';

/** Fields as they are found; what is not mentioned stays 0, as in C. */
interface Found {
  year: number;
  month: number | undefined;
  day: number | undefined;
  hour: number;
  minute: number;
  second: number;
  afternoon: boolean | undefined;
  epoch: number | undefined;
  dayOfYear: number | undefined;
  weekday: number | undefined;
  /** The number of the week, and the weekday that it begins with. */
  week: readonly [number: number, begins: number] | undefined;
}

const COMPOSED: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

type Field = readonly [digits: number, least: number, most: number, set: (found: Found, value: number) => void];

const ignored = (): void => {};
const hour: Field = [2, 0, 23, (found, value) => void (found.hour = value)];
const hour12: Field = [2, 1, 12, (found, value) => void (found.hour = value % 12)];
const day: Field = [2, 1, 31, (found, value) => void (found.day = value)];

/** How many digits a field has at most, what it may be, and what it sets. */
const NUMBERS: Readonly<Record<string, Field>> = {
  C: [2, 0, 99, (found, value) => void (found.year = value * 100 + (found.year % 100))],
  d: day,
  e: day,
  g: [2, 0, 99, ignored],
  G: [4, 0, 9999, ignored],
  H: hour,
  I: hour12,
  j: [3, 1, 366, (found, value) => void (found.dayOfYear = value - 1)],
  k: hour,
  l: hour12,
  m: [2, 1, 12, (found, value) => void (found.month = value - 1)],
  M: [2, 0, 59, (found, value) => void (found.minute = value)],
  s: [12, 0, 1e12, (found, value) => void (found.epoch = value)],
  S: [2, 0, 61, (found, value) => void (found.second = value)],
  u: [1, 1, 7, (found, value) => void (found.weekday = value % 7)],
  U: [2, 0, 53, (found, value) => void (found.week = [value, 0])],
  V: [2, 0, 53, ignored],
  w: [1, 0, 6, (found, value) => void (found.weekday = value)],
  W: [2, 0, 53, (found, value) => void (found.week = [value, 1])],
  y: [2, 0, 99, (found, value) => void (found.year = value < 69 ? 2000 + value : 1900 + value)],
  Y: [4, 0, 9999, (found, value) => void (found.year = value)],
};

/**
 * Reads a date by a format, as C's strptime does. @returns seconds since 1970, or undefined if the text does not fit.
 * An offset from Greenwich in the text (`%z`) is read and counts for nothing, as in Asterisk.
 * Deviation: `%s` is that second in every zone, and a time that the clocks skip in spring is an hour later; Asterisk 16 shifts the one, and gives 0 for the other.
 * @param zone '' is the machine's own.
 */
export function parseDate(text: string, format: string, zone: string): number | undefined {
  const found: Found = {
    ...{ year: 1900, month: undefined, day: undefined, hour: 0, minute: 0, second: 0 },
    ...{ afternoon: undefined, epoch: undefined, dayOfYear: undefined, weekday: undefined, week: undefined },
  };
  if (text === '' || match(text, 0, format, found) === undefined) return undefined;
  if (found.epoch !== undefined) return found.epoch;
  const fields = new Date(0);
  fields.setUTCFullYear(found.year, ...monthAndDay(found));
  fields.setUTCHours(found.hour + (found.afternoon ? 12 : 0), found.minute, found.second);
  return Math.floor(instantOf(fields, zone) / 1000);
}

/** The month and the day, which the number of the day in the year or in the week may tell. */
function monthAndDay(found: Found): [month: number, day: number] {
  const { year, month, day: dayOfMonth, week, weekday } = found;
  if (month !== undefined || dayOfMonth !== undefined) return [month ?? 0, dayOfMonth ?? 0];
  if (found.dayOfYear !== undefined) return [0, found.dayOfYear + 1];
  if (week === undefined || weekday === undefined) return [0, 0];
  const first = new Date(Date.UTC(year, 0, 1)).getUTCDay();
  const [number, begins] = week;
  return [0, ((7 - (first - begins)) % 7) + (number - 1) * 7 + ((weekday - begins + 7) % 7) + 1];
}

/** Matches `format` from `start` on; gives the offset behind what matched. */
function match(text: string, start: number, format: string, found: Found): number | undefined {
  let at: number | undefined = start;
  for (let i = 0; i < format.length && at !== undefined; i++) {
    const char = format.charAt(i);
    if (/\s/.test(char)) at = skipBlanks(text, at);
    else if (char !== '%') at = text.charAt(at) === char ? at + 1 : undefined;
    else {
      // Flags, and the other ways of writing that only other languages have, change nothing.
      i += /^[-_0^#]*[EO]?/.exec(format.slice(i + 1))?.[0].length ?? 0;
      const kind = format.charAt(++i);
      const composed = COMPOSED[kind];
      at = composed === undefined ? matchField(text, at, kind, found) : match(text, at, composed, found);
    }
  }
  return at;
}

function skipBlanks(text: string, at: number): number {
  const rest = /^\s*/.exec(text.slice(at));
  return at + (rest?.[0].length ?? 0);
}

/** Reads as many digits as a number of that range may have. */
function matchNumber(text: string, start: number, [digits, least, most, set]: Field, found: Found): number | undefined {
  let at = skipBlanks(text, start);
  if (!/\d/.test(text.charAt(at))) return undefined;
  let value = 0;
  for (let left = digits; left > 0 && /\d/.test(text.charAt(at)); left--) {
    value = value * 10 + Number(text.charAt(at++));
    if (value * 10 > most) break;
  }
  if (value < least || value > most) return undefined;
  set(found, value);
  return at;
}

function matchField(text: string, at: number, kind: string, found: Found): number | undefined {
  const number = NUMBERS[kind];
  if (number) return matchNumber(text, at, number, found);
  switch (kind) {
    case '%':
      return text.charAt(at) === '%' ? at + 1 : undefined;
    case 'n':
    case 't':
      return skipBlanks(text, at);
    case 'a':
    case 'A':
      return matchName(text, at, weekdayNames, (index) => void (found.weekday = index));
    case 'b':
    case 'B':
    case 'h':
      return matchName(text, at, monthNames, (index) => void (found.month = index));
    case 'p': {
      const half = /^([ap])m/i.exec(text.slice(at));
      if (half) found.afternoon = half[1]?.toLowerCase() === 'p';
      return half ? at + 2 : undefined;
    }
    case 'z': {
      const offset = /^\s*(?:Z|[+-]\d{2}(?::?(\d{2}))?)/.exec(text.slice(at));
      return offset && Number(offset[1] ?? 0) < 60 ? at + offset[0].length : undefined;
    }
    case 'Z':
      return at + (/^\s*\S*/.exec(text.slice(at))?.[0].length ?? 0);
    default:
      return undefined;
  }
}

function matchName(
  text: string,
  at: number,
  names: readonly string[],
  set: (index: number) => void,
): number | undefined {
  const rest = text.slice(at).toLowerCase();
  const index = names.findIndex((name) => rest.startsWith(name.slice(0, 3).toLowerCase()));
  const name = names[index];
  if (name === undefined) return undefined;
  set(index);
  return at + (rest.startsWith(name.toLowerCase()) ? name.length : 3);
}
