import type { Ms } from '../base/duration.ts';

/** Something in a time specification that is not understood; offsets into its text. */
export interface TimeSpecFault {
  readonly message: string;
  readonly at: number;
  readonly end: number;
}

/** `times,weekdays,mdays,months[,timezone]` as of includes, GotoIfTime and IFTIME. An undefined part matches always. */
export interface TimeSpec {
  readonly source: string;
  /** Minutes of the day, both ends included; `from` after `to` goes over midnight. */
  readonly times: ReadonlyArray<{ readonly from: number; readonly to: number }> | undefined;
  /** Bit 0 is Sunday. */
  readonly weekdays: number | undefined;
  /** Bit 0 is the first. */
  readonly monthDays: number | undefined;
  /** Bit 0 is January. */
  readonly months: number | undefined;
  /** An IANA zone; undefined is the server's own. */
  readonly zone: string | undefined;
  readonly faults: readonly TimeSpecFault[];
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NO_NAMES: readonly string[] = [];

/** Reads a time specification; what is faulty matches never, as in Asterisk, and is listed. */
export function parseTimeSpec(source: string): TimeSpec {
  const faults: TimeSpecFault[] = [];
  const fields: Field[] = [];
  let at = 0;
  for (const text of source.split(/[,|]/)) {
    fields.push({ text, at });
    at += text.length + 1;
  }
  const [times, weekdays, monthDays, months, zone] = fields;
  const zoneName = zone && zone.text !== '' && zone.text !== '*' ? zone.text : undefined;
  const spec = {
    source,
    times: parseTimes(times, faults),
    weekdays: parseNames(weekdays, 'day of week', WEEKDAYS, 7, faults),
    monthDays: parseNames(monthDays, 'day', NO_NAMES, 31, faults),
    months: parseNames(months, 'month', MONTHS, 12, faults),
    zone: zoneName,
  };
  if (zone && zoneName && !formatOf(zoneName)) {
    faults.push({ message: `unknown time zone '${zoneName}'`, at: zone.at, end: zone.at + zoneName.length });
  }
  return { ...spec, faults };
}

/** Whether the instant `nowMs` lies within `spec`. @param localZone the server's zone; the machine's own by default. */
export function timeSpecMatches(spec: TimeSpec, nowMs: Ms, localZone?: string): boolean {
  if (!spec.times && spec.weekdays === undefined && spec.monthDays === undefined && spec.months === undefined)
    return true;
  const local = localTime(nowMs, spec.zone ?? localZone ?? '');
  if (spec.months !== undefined && !(spec.months & (1 << local.month))) return false;
  if (spec.monthDays !== undefined && !(spec.monthDays & (1 << local.monthDay))) return false;
  if (spec.weekdays !== undefined && !(spec.weekdays & (1 << local.weekday))) return false;
  if (!spec.times) return true;
  const { minute } = local;
  return spec.times.some(({ from, to }) =>
    from <= to ? minute >= from && minute <= to : minute >= from || minute <= to,
  );
}

interface Field {
  readonly text: string;
  readonly at: number;
}

function isAny(field: Field | undefined): boolean {
  return !field || field.text === '' || field.text === '*';
}

/** The `&`-separated elements of a field. */
function elements({ text, at }: Field): Field[] {
  let from = at;
  return text.split('&').map((element) => {
    const start = from;
    from += element.length + 1;
    return { text: element, at: start };
  });
}

function parseTimes(field: Field | undefined, faults: TimeSpecFault[]): TimeSpec['times'] {
  if (!field || isAny(field)) return undefined;
  const ranges: Array<{ from: number; to: number }> = [];
  for (const { text, at } of elements(field)) {
    const bad = (message: string): void => void faults.push({ message, at, end: at + Math.max(1, text.length) });
    const dash = text.indexOf('-');
    const [first, last] = dash < 0 ? [text, undefined] : [text.slice(0, dash), text.slice(dash + 1)];
    const from = minuteOf(first);
    const to = last === undefined ? from : minuteOf(last);
    if (first.startsWith('*') && last !== undefined) bad(`Invalid time range starting with '*-'.`);
    else if (from === undefined)
      bad(last === undefined ? `${text} isn't a valid time.` : `'${first}' isn't a valid start time.`);
    else if (to === undefined) bad(`'${last}' isn't a valid end time.`);
    else ranges.push({ from, to });
  }
  return ranges;
}

/** `H:M` as minutes of the day. */
function minuteOf(text: string): number | undefined {
  const match = /^\s*(\d{1,2}):\s*(\d{1,2})/.exec(text);
  if (!match) return undefined;
  const hour = Number(match[1]);
  const minute = Number(match[2]);
  return hour > 23 || minute > 59 ? undefined : hour * 60 + minute;
}

function parseNames(
  field: Field | undefined,
  what: string,
  names: readonly string[],
  count: number,
  faults: TimeSpecFault[],
): number | undefined {
  if (!field || isAny(field)) return undefined;
  let bits = 0;
  for (const { text, at } of elements(field)) {
    const bad = (message: string): void => void faults.push({ message, at, end: at + Math.max(1, text.length) });
    const dash = text.indexOf('-');
    const first = dash < 0 ? text : text.slice(0, dash);
    const last = dash < 0 ? first : text.slice(dash + 1);
    const from = indexOf(first, names, count);
    const to = indexOf(last, names, count);
    if (from === undefined) bad(`Invalid ${what} '${first}', skipping element`);
    else if (to === undefined) bad(`Invalid end ${what} '${last}', skipping element`);
    else {
      for (let i = from; i !== to; i = (i + 1) % count) bits |= 1 << i;
      bits |= 1 << to;
    }
  }
  return bits;
}

/** A name, or a number from 1, as an index from 0. */
function indexOf(text: string, names: readonly string[], count: number): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named;
  const match = /^\s*(\d{1,2})/.exec(text);
  const number = match ? Number(match[1]) : 0;
  return number >= 1 && number <= count ? number - 1 : undefined;
}

interface LocalTime {
  readonly minute: number;
  readonly weekday: number;
  /** From 0. */
  readonly monthDay: number;
  readonly month: number;
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();
/** The last local time computed for a zone: includes are asked at every priority. */
const lastTimes = new Map<string, { readonly minuteOfEpoch: number; readonly local: LocalTime }>();

/** The formatter of a zone ('' is the machine's own); undefined if there is no such zone. */
function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone);
  let format: Intl.DateTimeFormat | undefined;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      ...(zone !== '' && { timeZone: zone }),
      ...{ hourCycle: 'h23', weekday: 'short', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
    });
  } catch {
    format = undefined;
  }
  formats.set(zone, format);
  return format;
}

/** An unknown zone counts as UTC, as in Asterisk. */
function localTime(nowMs: Ms, zone: string): LocalTime {
  const minuteOfEpoch = Math.floor(nowMs / 60_000);
  const known = lastTimes.get(zone);
  if (known?.minuteOfEpoch === minuteOfEpoch) return known.local;
  const parts = new Map(
    (formatOf(zone) ?? formatOf('UTC'))?.formatToParts(nowMs).map(({ type, value }) => [type, value]),
  );
  const local = {
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
    weekday: WEEKDAYS.indexOf(parts.get('weekday')?.toLowerCase() ?? ''),
    monthDay: Number(parts.get('day')) - 1,
    month: Number(parts.get('month')) - 1,
  };
  lastTimes.set(zone, { minuteOfEpoch, local });
  return local;
}
