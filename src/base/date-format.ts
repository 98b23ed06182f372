import { formatOffset, type ZonedTime, zonedTime } from './zoned-time.ts';

/** The names of days (Sunday is 0) and months (January is 0), in English as the C locale has them. */
export const weekdayNames: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];
/** @see weekdayNames */
export const monthNames: readonly string[] = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

const DAY_MS = 86_400_000;

type Write = (time: ZonedTime, epochMs: number) => string;

const two = (n: number): string => String(n).padStart(2, '0');
const blank = (n: number): string => String(n).padStart(2, ' ');
const hour12 = ({ fields }: ZonedTime): number => fields.getUTCHours() % 12 || 12;
const year = ({ fields }: ZonedTime): number => fields.getUTCFullYear();

function dayOfYear({ fields }: ZonedTime): number {
  return Math.floor((fields.getTime() - Date.UTC(fields.getUTCFullYear(), 0, 1)) / DAY_MS);
}

/** The year and number of the week that begins on Monday and holds the year's first Thursday. */
function isoWeek({ fields }: ZonedTime): { year: number; week: number } {
  const thursday = new Date(fields.getTime() + (4 - (fields.getUTCDay() || 7)) * DAY_MS);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return { year: thursday.getUTCFullYear(), week: Math.floor((thursday.getTime() - first) / DAY_MS / 7) + 1 };
}

const WRITERS: Readonly<Record<string, Write>> = {
  a: ({ fields }) => (weekdayNames[fields.getUTCDay()] ?? '').slice(0, 3),
  A: ({ fields }) => weekdayNames[fields.getUTCDay()] ?? '',
  b: ({ fields }) => (monthNames[fields.getUTCMonth()] ?? '').slice(0, 3),
  B: ({ fields }) => monthNames[fields.getUTCMonth()] ?? '',
  C: (time) => two(Math.floor(year(time) / 100)),
  d: ({ fields }) => two(fields.getUTCDate()),
  e: ({ fields }) => blank(fields.getUTCDate()),
  g: (time) => two(isoWeek(time).year % 100),
  G: (time) => String(isoWeek(time).year),
  H: ({ fields }) => two(fields.getUTCHours()),
  I: (time) => two(hour12(time)),
  j: (time) => String(dayOfYear(time) + 1).padStart(3, '0'),
  k: ({ fields }) => blank(fields.getUTCHours()),
  l: (time) => blank(hour12(time)),
  m: ({ fields }) => two(fields.getUTCMonth() + 1),
  M: ({ fields }) => two(fields.getUTCMinutes()),
  n: () => '\n',
  p: ({ fields }) => (fields.getUTCHours() < 12 ? 'AM' : 'PM'),
  P: ({ fields }) => (fields.getUTCHours() < 12 ? 'am' : 'pm'),
  s: (_time, epochMs) => String(Math.floor(epochMs / 1000)),
  S: ({ fields }) => two(fields.getUTCSeconds()),
  t: () => '\t',
  u: ({ fields }) => String(fields.getUTCDay() || 7),
  U: (time) => two(Math.floor((dayOfYear(time) + 7 - time.fields.getUTCDay()) / 7)),
  V: (time) => two(isoWeek(time).week),
  w: ({ fields }) => String(fields.getUTCDay()),
  W: (time) => two(Math.floor((dayOfYear(time) + 7 - ((time.fields.getUTCDay() + 6) % 7)) / 7)),
  y: (time) => two(((year(time) % 100) + 100) % 100),
  Y: (time) => String(year(time)),
  z: ({ offsetMinutes }) => formatOffset(offsetMinutes),
  Z: ({ abbreviation }) => abbreviation,
  '%': () => '%',
};

/** Forms that stand for others. */
const COMPOSED: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  h: '%b',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

/** Kinds that may be asked for in another way (`%Ey`, `%Od`), which in English is the same. */
const OTHERWISE: Readonly<Record<string, string>> = { E: 'cCxXyY', O: 'bBdeHImMSuUVwWy' };

/**
 * Writes a date as C's strftime in the C locale does, flags and widths (`%-d`, `%_H`, `%^a`, `%10Y`) included, and `%q` for the milliseconds
 * (`%6q` for so many digits). What is no conversion stays as it is.
 * Deviation: `%Z` is the abbreviation of the zone asked for; Asterisk 16 gives the server's own.
 * Deviation: `%s` is the seconds since 1970 in every zone; Asterisk 16 adds the zone's offset to them, or gives -1 in summer.
 * @param zone an IANA name; '' is the machine's own.
 */
export function formatDate(format: string, epochMs: number, zone = ''): string {
  const time = zonedTime(epochMs, zone);
  const write = (text: string): string =>
    text.replace(
      /%([-_0^#]*)(\d{0,3})([EO]?)([a-zA-Z%])/g,
      (whole, flags: string, width: string, other: string, kind: string) => {
        if (kind === 'q') return /^[1-6]?$/.test(flags + width) ? fraction(epochMs, Number(width || 3)) : whole;
        if (other !== '' && (flags !== '' || width !== '' || !OTHERWISE[other]?.includes(kind)))
          return kind === '%' ? '%' : whole;
        const composed = COMPOSED[kind];
        const written = composed === undefined ? WRITERS[kind]?.(time, epochMs) : write(composed);
        if (written === undefined) return whole;
        return flags === '' && width === '' ? written : adorned(written, kind, flags, Number(width));
      },
    );
  return write(format);
}

/** A field with its flags: `-` takes the padding off, `_` and `0` choose it, `^` and `#` change the letters. */
function adorned(written: string, kind: string, flags: string, width: number): string {
  const swapped = /[pZ]/.test(kind) ? written.toLowerCase() : written.toUpperCase();
  const text = flags.includes('^') ? written.toUpperCase() : flags.includes('#') ? swapped : written;
  const padding = /[-_0]/.exec([...flags].reverse().join(''))?.[0];
  if (!/^ ?\d+$/.test(text)) return text.padStart(width, padding === '0' ? '0' : ' ');
  const bare = text.replace(/^[0 ]+(?=\d)/, '');
  if (padding === '-') return bare.padStart(width);
  const filler =
    padding === '_' ? ' ' : padding === '0' ? '0' : text.startsWith(' ') || 'ekl'.includes(kind) ? ' ' : '0';
  return bare.padStart(Math.max(width, text.length), filler);
}

/** The decimals of the second. */
function fraction(epochMs: number, digits: number): string {
  const micros = Math.round((((epochMs % 1000) + 1000) % 1000) * 1000);
  return String(micros).padStart(6, '0').slice(0, digits);
}
