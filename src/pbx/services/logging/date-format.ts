const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const pad = (value: number, width = 2, fill = '0'): string => String(value).padStart(width, fill);

/** Each conversion of strftime(3) that a log's date can use. */
const CONVERSIONS: Readonly<Record<string, (date: Date) => string>> = {
  a: (date) => (DAYS[date.getDay()] ?? '').slice(0, 3),
  A: (date) => DAYS[date.getDay()] ?? '',
  b: (date) => (MONTHS[date.getMonth()] ?? '').slice(0, 3),
  h: (date) => (MONTHS[date.getMonth()] ?? '').slice(0, 3),
  B: (date) => MONTHS[date.getMonth()] ?? '',
  c: (date) => formatDate(date, '%a %b %e %T %Y'),
  C: (date) => pad(Math.floor(date.getFullYear() / 100)),
  d: (date) => pad(date.getDate()),
  D: (date) => formatDate(date, '%m/%d/%y'),
  e: (date) => pad(date.getDate(), 2, ' '),
  F: (date) => formatDate(date, '%Y-%m-%d'),
  H: (date) => pad(date.getHours()),
  I: (date) => pad(date.getHours() % 12 || 12),
  j: (date) => pad(dayOfYear(date), 3),
  k: (date) => pad(date.getHours(), 2, ' '),
  l: (date) => pad(date.getHours() % 12 || 12, 2, ' '),
  m: (date) => pad(date.getMonth() + 1),
  M: (date) => pad(date.getMinutes()),
  n: () => '\n',
  p: (date) => (date.getHours() < 12 ? 'AM' : 'PM'),
  P: (date) => (date.getHours() < 12 ? 'am' : 'pm'),
  r: (date) => formatDate(date, '%I:%M:%S %p'),
  R: (date) => formatDate(date, '%H:%M'),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  S: (date) => pad(date.getSeconds()),
  t: () => '\t',
  T: (date) => formatDate(date, '%H:%M:%S'),
  u: (date) => String(date.getDay() || 7),
  w: (date) => String(date.getDay()),
  x: (date) => formatDate(date, '%m/%d/%y'),
  X: (date) => formatDate(date, '%H:%M:%S'),
  y: (date) => pad(date.getFullYear() % 100),
  Y: (date) => String(date.getFullYear()),
  z: (date) => zone(date),
  '%': () => '%',
};

/**
 * `format` with the conversions of strftime(3), in the machine's own time zone, in English. `%q` are milliseconds, `%1q`
 * to `%6q` as many digits of them, as Asterisk writes fractions of a second. What is no conversion stays as it is.
 */
export function formatDate(date: Date, format: string): string {
  return format.replace(/%(\d?)([a-zA-Z%])/g, (whole, digits: string, letter: string) => {
    if (letter === 'q')
      return pad(date.getMilliseconds(), 3)
        .padEnd(6, '0')
        .slice(0, Number(digits || 3));
    return digits === '' ? (CONVERSIONS[letter]?.(date) ?? whole) : whole;
  });
}

function dayOfYear(date: Date): number {
  const start = Date.UTC(date.getFullYear(), 0, 1);
  return Math.round((Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) - start) / 86_400_000) + 1;
}

function zone(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const sign = minutes < 0 ? '-' : '+';
  return `${sign}${pad(Math.floor(Math.abs(minutes) / 60))}${pad(Math.abs(minutes) % 60)}`;
}

/** Formats many times of day with one format, doing the work once a second where the format has no fractions. */
export function createDateFormatter(format: string): (timeMs: number) => string {
  const fractions = /%\d?q/.test(format);
  let second = Number.NaN;
  let text = '';
  return (timeMs) => {
    const now = fractions ? timeMs : Math.floor(timeMs / 1000);
    if (now !== second) {
      second = now;
      text = formatDate(new Date(timeMs), format);
    }
    return text;
  };
}
