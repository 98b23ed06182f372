import type { Ms } from '../../../base/duration.ts';
import type { BusyState } from '../../../extend/define-calendar-provider.ts';
import { codes } from '../codes.ts';
import { type AlarmSpec, addDuration, readAlarm } from './alarm.ts';
import { type ContentLine, parseContentLine, splitTextList, unescapeText } from './content-line.ts';
import { parseRule, type Rule } from './rule.ts';
import { type EventGlance, linesOf } from './scan.ts';
import { decode, type SourceText } from './source-text.ts';
import { type IcalDuration, parseDuration, parseTime } from './value.ts';
import { DAY, startOfDay, type Wall } from './wall-time.ts';
import { toEpoch, toWall, utcZone, type Zone } from './zone.ts';
import type { ZoneBook } from './zone-book.ts';

/** A time with the zone it is meant in. */
export interface ZonedTime {
  readonly wall: Wall;
  readonly isDate: boolean;
  readonly zone: Zone;
  /** Epoch milliseconds. */
  readonly ms: Ms;
}

/** How long each instance lasts. */
export type Length =
  | { readonly kind: 'exact'; readonly ms: Ms }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'duration'; readonly duration: IcalDuration };

/** A further start, with its own length if it was given as a period. */
export interface ExtraDate {
  readonly time: ZonedTime;
  readonly length: Length | undefined;
}

/** A VEVENT, read and checked. */
export interface EventRecord {
  readonly uid: string;
  readonly hasUid: boolean;
  /** SEQUENCE, and where that is equal LAST-MODIFIED or DTSTAMP as written, tell the newer version. */
  readonly sequence: number;
  readonly stamp: string;
  readonly start: ZonedTime;
  readonly length: Length;
  readonly rules: readonly Rule[];
  readonly exRules: readonly Rule[];
  readonly extraDates: readonly ExtraDate[];
  readonly exDates: readonly ZonedTime[];
  readonly recurrenceId: ZonedTime | undefined;
  /** RANGE=THISANDFUTURE. */
  readonly andFuture: boolean;
  readonly alarms: readonly AlarmSpec[];
  readonly summary: string;
  readonly description: string;
  readonly organizer: string;
  readonly location: string;
  readonly categories: string;
  readonly priority: number;
  readonly attendees: readonly string[];
  readonly busy: BusyState;
  readonly cancelled: boolean;
}

/** The end of an instance that starts at `startMs`. */
export function endOf(length: Length, startMs: Ms, zone: Zone): Ms {
  switch (length.kind) {
    case 'exact':
      return startMs + length.ms;
    case 'days':
      return toEpoch(zone, startOfDay(toWall(zone, startMs)) + length.days * DAY);
    case 'duration':
      return Math.max(startMs, addDuration(startMs, length.duration, zone));
  }
}

/** An upper bound of a length in milliseconds. */
export function longest(length: Length): Ms {
  if (length.kind === 'exact') return length.ms;
  const days = length.kind === 'days' ? length.days : length.duration.days;
  return days * DAY + (length.kind === 'duration' ? length.duration.exactMs : 0) + DAY;
}

/** Reads the VEVENT at a glance's place; undefined, with a diagnostic, if it has no start. */
export function readEvent(source: SourceText, glance: EventGlance, zones: ZoneBook): EventRecord | undefined {
  const { properties, alarmBlocks } = readLines(source, glance);
  const floating = zones.floating(glance.calendarZone);
  const all = (name: string): ContentLine[] => properties.filter((line) => line.name === name);
  const first = (name: string): ContentLine | undefined => properties.find((line) => line.name === name);
  const text = (name: string): string => unescapeText(first(name)?.value ?? '').trim();

  const bad = (line: ContentLine): void =>
    source.report(codes.brokenValue, `${line.name} '${line.value.slice(0, 60)}' cannot be read`, line.offset);
  const zoned = (line: ContentLine, value: string): ZonedTime | undefined => {
    const time = parseTime(value);
    if (!time) return undefined;
    const tzid = line.params.get('TZID');
    const zone = time.isUtc ? utcZone : time.isDate || !tzid ? floating : zones.named(tzid, line.offset, floating);
    return { wall: time.wall, isDate: time.isDate, zone, ms: toEpoch(zone, time.wall) };
  };
  const single = (name: string): ZonedTime | undefined => {
    const line = first(name);
    if (!line) return undefined;
    const time = zoned(line, line.value);
    if (!time) bad(line);
    return time;
  };
  const times = (name: string): Array<{ line: ContentLine; value: string }> =>
    all(name).flatMap((line) => line.value.split(',').map((value) => ({ line, value })));

  const startLine = first('DTSTART');
  const start = startLine && zoned(startLine, startLine.value);
  if (!start) {
    const what = startLine ? `DTSTART '${startLine.value.slice(0, 60)}' cannot be read` : 'the event has no DTSTART';
    source.report(codes.brokenEvent, what, startLine?.offset ?? glance.offset);
    return undefined;
  }
  const rulesOf = (name: string): Rule[] =>
    all(name).flatMap((line) => {
      const rule = parseRule(line.value);
      if (typeof rule !== 'string') return [rule];
      source.report(codes.brokenRule, rule, line.offset);
      return [];
    });
  const extraDates = times('RDATE').flatMap(({ line, value }): ExtraDate[] => {
    const [from = '', to] = value.split('/');
    const time = zoned(line, from);
    if (!time) {
      bad(line);
      return [];
    }
    return [{ time, length: to === undefined ? undefined : periodLength(time, to, (end) => zoned(line, end)) }];
  });
  const exDates = times('EXDATE').flatMap(({ line, value }): ZonedTime[] => {
    if (value.trim() === '') return [];
    const time = zoned(line, value);
    if (!time) bad(line);
    return time ? [time] : [];
  });
  const summary = text('SUMMARY');
  const uid = glance.uid;
  if (uid === undefined)
    source.report(codes.missingUid, `the event '${summary || startLine.value}' has no UID`, glance.offset);
  const status = text('STATUS').toUpperCase();
  const cancelled = status === 'CANCELLED' || glance.cancelledByMethod;
  const transparent = /^TRANSPARENT/i.test(text('TRANSP'));
  // Deviation: a tentative event is not free, as Asterisk has it in iCalendar alone, but tentative, as in EWS.
  const tentative = status === 'TENTATIVE' || /^TENTATIVE$/i.test(text('X-MICROSOFT-CDO-BUSYSTATUS'));
  return {
    uid: uid ?? (summary || startLine.value),
    hasUid: uid !== undefined,
    sequence: Number.parseInt(text('SEQUENCE'), 10) || 0,
    stamp: text('LAST-MODIFIED') || text('DTSTAMP'),
    start,
    length: readLength(source, start, single('DTEND'), first('DURATION'), (first('DTEND') ?? startLine).offset, bad),
    rules: rulesOf('RRULE'),
    exRules: rulesOf('EXRULE'),
    extraDates,
    exDates,
    recurrenceId: single('RECURRENCE-ID'),
    andFuture: /^THISANDFUTURE$/i.test(first('RECURRENCE-ID')?.params.get('RANGE') ?? ''),
    alarms: alarmBlocks.flatMap(({ lines, offset }) => readAlarm(source, lines, offset, floating) ?? []),
    summary,
    description: text('DESCRIPTION'),
    organizer: text('ORGANIZER'),
    location: text('LOCATION'),
    // Deviation: all of them; Asterisk shows the first.
    categories: all('CATEGORIES')
      .flatMap((line) => splitTextList(line.value))
      .map((category) => category.trim())
      .join(','),
    priority: Math.min(9, Math.max(0, Number.parseInt(text('PRIORITY'), 10) || 0)),
    attendees: all('ATTENDEE').map((line) => line.value.trim()),
    busy: cancelled || transparent ? 'free' : tentative ? 'tentative' : 'busy',
    cancelled,
  };
}

interface EventLines {
  readonly properties: ContentLine[];
  readonly alarmBlocks: Array<{ readonly lines: ContentLine[]; readonly offset: number }>;
}

function readLines(source: SourceText, glance: EventGlance): EventLines {
  const found: EventLines = { properties: [], alarmBlocks: [] };
  const open: string[] = [];
  for (const { line, offset } of linesOf(source, glance.offset, glance.end)) {
    const mark = /^(BEGIN|END):\s*([A-Z0-9-]+)\s*$/i.exec(line);
    if (mark) {
      const component = mark[2]?.toUpperCase() ?? '';
      if (mark[1]?.toUpperCase() === 'END') open.pop();
      else {
        open.push(component);
        if (component === 'VALARM') found.alarmBlocks.push({ lines: [], offset });
      }
      continue;
    }
    if (line.trim() === '') continue;
    const inside = open.at(-1);
    if (inside !== 'VEVENT' && inside !== 'VALARM') continue;
    const property = parseContentLine(decode(line), offset);
    if (!property) source.report(codes.brokenLine, `'${decode(line).slice(0, 40)}' is no property`, offset);
    else if (inside === 'VALARM') found.alarmBlocks.at(-1)?.lines.push(property);
    else found.properties.push(property);
  }
  return found;
}

/** A DTEND gives an exact length to each instance, a DURATION a nominal one. @see RFC 5545 §3.8.5.3 */
function readLength(
  source: SourceText,
  start: ZonedTime,
  end: ZonedTime | undefined,
  durationLine: ContentLine | undefined,
  offset: number,
  bad: (line: ContentLine) => void,
): Length {
  const shortest: Length = start.isDate ? { kind: 'days', days: 1 } : { kind: 'exact', ms: 0 };
  if (end) {
    const length = lengthBetween(start, end);
    // Exporters write a one-day event with the same DATE twice, too.
    if (length) return length;
    if (end.ms < start.ms) source.report(codes.endBeforeStart, 'this event ends before it starts', offset);
    return shortest;
  }
  if (!durationLine) return shortest;
  const duration = parseDuration(durationLine.value);
  if (!duration || duration.days < 0 || duration.exactMs < 0) {
    bad(durationLine);
    return shortest;
  }
  return { kind: 'duration', duration };
}

function lengthBetween(start: ZonedTime, end: ZonedTime): Length | undefined {
  if (end.ms <= start.ms) return undefined;
  if (start.isDate) return { kind: 'days', days: Math.max(1, Math.ceil((end.wall - start.wall) / DAY)) };
  return { kind: 'exact', ms: end.ms - start.ms };
}

function periodLength(
  start: ZonedTime,
  text: string,
  zoned: (value: string) => ZonedTime | undefined,
): Length | undefined {
  const duration = parseDuration(text);
  if (duration) return { kind: 'duration', duration };
  const end = zoned(text);
  return end && lengthBetween(start, end);
}
