import { monthNames, weekdayNames } from '../../base/date-format.ts';
import { instantOf } from '../../base/zoned-time.ts';

/** Fields as they are found; what is not mentioned stays 0, as in C. */
interface Found {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  afternoon: boolean | undefined;
  epoch: number | undefined;
  offsetMinutes: number | undefined;
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

/** How many digits a field has at most, and what they set. */
const NUMBERS: Readonly<Record<string, readonly [digits: number, set: (found: Found, value: number) => void]>> = {
  C: [2, (found, value) => void (found.year = value * 100 + (found.year % 100))],
  d: [2, (found, value) => void (found.day = value)],
  e: [2, (found, value) => void (found.day = value)],
  H: [2, (found, value) => void (found.hour = value)],
  I: [2, (found, value) => void (found.hour = value)],
  j: [3, (found, value) => void (found.day = value)],
  k: [2, (found, value) => void (found.hour = value)],
  l: [2, (found, value) => void (found.hour = value)],
  m: [2, (found, value) => void (found.month = value - 1)],
  M: [2, (found, value) => void (found.minute = value)],
  s: [12, (found, value) => void (found.epoch = value)],
  S: [2, (found, value) => void (found.second = value)],
  u: [1, () => {}],
  U: [2, () => {}],
  w: [1, () => {}],
  W: [2, () => {}],
  y: [2, (found, value) => void (found.year = value < 69 ? 2000 + value : 1900 + value)],
  Y: [4, (found, value) => void (found.year = value)],
};

/**
 * Reads a date by a format, as C's strptime does. @returns seconds since 1970, or undefined if the text does not fit.
 * @param zone '' is the machine's own.
 */
export function parseDate(text: string, format: string, zone: string): number | undefined {
  const found: Found = {
    ...{ year: 1900, month: 0, day: 0, hour: 0, minute: 0, second: 0 },
    ...{ afternoon: undefined, epoch: undefined, offsetMinutes: undefined },
  };
  if (text === '' || match(text, 0, format, found) === undefined) return undefined;
  if (found.epoch !== undefined) return found.epoch;
  const hour = found.afternoon === undefined ? found.hour : (found.hour % 12) + (found.afternoon ? 12 : 0);
  const fields = new Date(0);
  fields.setUTCFullYear(found.year, found.month, found.day);
  fields.setUTCHours(hour, found.minute, found.second);
  const epochMs =
    found.offsetMinutes === undefined ? instantOf(fields, zone) : fields.getTime() - found.offsetMinutes * 60_000;
  return Math.floor(epochMs / 1000);
}

/** Matches `format` from `start` on; gives the offset behind what matched. */
function match(text: string, start: number, format: string, found: Found): number | undefined {
  let at: number | undefined = start;
  for (let i = 0; i < format.length && at !== undefined; i++) {
    const char = format.charAt(i);
    if (/\s/.test(char)) at = skipBlanks(text, at);
    else if (char !== '%') at = text.charAt(at) === char ? at + 1 : undefined;
    else {
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

function matchField(text: string, start: number, kind: string, found: Found): number | undefined {
  if (kind === '%') return text.charAt(start) === '%' ? start + 1 : undefined;
  if (kind === 'n' || kind === 't') return skipBlanks(text, start);
  const at = skipBlanks(text, start);
  const number = NUMBERS[kind];
  if (number) {
    const digits = new RegExp(`^\\d{1,${number[0]}}`).exec(text.slice(at));
    if (!digits) return undefined;
    number[1](found, Number(digits[0]));
    return at + digits[0].length;
  }
  switch (kind) {
    case 'a':
    case 'A':
      return matchName(text, at, weekdayNames, () => {});
    case 'b':
    case 'B':
    case 'h':
      return matchName(text, at, monthNames, (index) => void (found.month = index));
    case 'p':
    case 'P': {
      const half = /^([ap])m/i.exec(text.slice(at));
      if (half) found.afternoon = half[1]?.toLowerCase() === 'p';
      return half ? at + 2 : undefined;
    }
    case 'z': {
      const offset = /^([+-])(\d{2}):?(\d{2})/.exec(text.slice(at));
      if (!offset) return undefined;
      found.offsetMinutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1);
      return at + offset[0].length;
    }
    case 'Z': {
      const name = /^[A-Za-z]+/.exec(text.slice(at));
      return name ? at + name[0].length : undefined;
    }
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
