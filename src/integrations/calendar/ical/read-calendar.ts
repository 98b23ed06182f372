import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { Ms } from '../../../base/duration.ts';
import type { CalendarEvent } from '../../../extend/define-calendar-provider.ts';
import { codes } from '../codes.ts';
import { compareEvents } from '../event.ts';
import { type EventRecord, readEvent } from './event-record.ts';
import type { Budget } from './recur.ts';
import { type EventGlance, scanCalendar } from './scan.ts';
import { expandSeries, type Series, type Window } from './series.ts';
import { SourceText } from './source-text.ts';
import { parseTime } from './value.ts';
import { DAY, HOUR } from './wall-time.ts';
import { utcZone } from './zone.ts';
import { ZoneBook } from './zone-book.ts';
import { zoneByName } from './zone-names.ts';

/** What to read of a calendar. Plain data, so that it can be sent to a worker. */
export interface ReadOptions {
  /** The calendar's URL or file, for diagnostics. */
  readonly name: string;
  /** Epoch milliseconds; events that touch [fromMs, toMs] are wanted. */
  readonly fromMs: Ms;
  readonly toMs: Ms;
  /** The option `timezone`: the zone of floating times and whole days, stronger than X-WR-TIMEZONE. */
  readonly timezone?: string | undefined;
  /** The zone where nobody says anything; UTC if left out. */
  readonly serverZone?: string | undefined;
  /** Steps that may be spent on recurrence rules, about ten million a second; see {@link STEPS}. */
  readonly steps?: number;
}

/** What a calendar's text says. */
export type ReadResult =
  | {
      readonly kind: 'calendar';
      /** In the order of {@link compareEvents}. */
      readonly events: readonly CalendarEvent[];
      readonly diagnostics: readonly Diagnostic[];
      /** True if the rules were cut short because the steps were spent. */
      readonly cutShort: boolean;
    }
  /** The bytes are no calendar at all. `found` says in a few words what they are. */
  | { readonly kind: 'no-calendar'; readonly found: string };

/** The most that is spent on the rules of one calendar unless the caller says otherwise. */
export const STEPS = 20_000_000;
/** The most that a single event may spend, so that one endless rule does not starve the others. */
const STEPS_PER_EVENT = 200_000;
/** The most instances of one event in a window. */
const MOST_INSTANCES = 5000;
/** The most events that one window may hold. */
const MOST_EVENTS = 200_000;
/** No zone is further from UTC than this. */
const WIDEST_OFFSET: Ms = 15 * HOUR;

/**
 * Reads iCalendar text and gives the events that touch a window. Never throws on bad text: a broken event costs only
 * itself and a diagnostic.
 * @see RFC 5545, RFC 7986
 */
export function readCalendar(bytes: Uint8Array, options: ReadOptions): ReadResult {
  const source = new SourceText(options.name, bytes);
  const scan = scanCalendar(source);
  if (!scan.isCalendar) return { kind: 'no-calendar', found: describeText(source.bytes) };
  const window: Window = { fromMs: options.fromMs, toMs: options.toMs };
  const serverZone = (options.serverZone ? zoneByName(options.serverZone) : undefined) ?? utcZone;
  const ownZone = options.timezone ? zoneByName(options.timezone) : undefined;
  const zones = new ZoneBook(source, scan, options.toMs, ownZone, serverZone);
  const budget: Budget = { left: options.steps ?? STEPS };
  const events: CalendarEvent[] = [];
  for (const group of groupByUid(scan.events)) {
    if (events.length >= MOST_EVENTS || budget.left <= 0) break;
    if (!mayTouch(group, window)) continue;
    const series = readSeries(source, group, zones);
    const share = { left: Math.min(budget.left, STEPS_PER_EVENT) };
    const before = share.left;
    const instances = expandSeries(series, window, share);
    for (const event of instances.slice(0, Math.min(MOST_INSTANCES, MOST_EVENTS - events.length))) events.push(event);
    budget.left -= before - share.left;
    const first = group[0];
    if ((share.left <= 0 || instances.length > MOST_INSTANCES) && first)
      source.report(codes.ruleTooLong, 'this event recurs more often than can be followed', first.offset);
  }
  events.sort(compareEvents);
  const diagnostics = source.diagnostics.sort((a, b) => a.span.line - b.span.line);
  return { kind: 'calendar', events, diagnostics, cutShort: budget.left <= 0 };
}

/** The versions of each event, those without UID each on their own. */
function groupByUid(events: readonly EventGlance[]): Iterable<readonly EventGlance[]> {
  const groups = new Map<string | EventGlance, EventGlance[]>();
  for (const event of events) {
    const key = event.uid ?? event;
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return groups.values();
}

/** A cheap look that leaves aside most of what lies outside the window. */
function mayTouch(group: readonly EventGlance[], window: Window): boolean {
  return group.some((event) => {
    // What a glance does not understand is read in earnest, so that it is reported.
    if (Number.isNaN(event.start) || event.irregular) return true;
    if (event.start - WIDEST_OFFSET > window.toMs) return false;
    const last = Math.max(event.start + event.duration + DAY, event.endTime || 0) + WIDEST_OFFSET;
    return event.rule === '' ? last >= window.fromMs : !endedBefore(event, last - event.start, window.fromMs);
  });
}

/** True if the rule's UNTIL lies so far back that no instance can reach `fromMs`. */
function endedBefore(event: EventGlance, span: Ms, fromMs: Ms): boolean {
  const until = /UNTIL=([0-9TZ]+)/i.exec(event.rule)?.[1];
  const last = until === undefined ? undefined : parseTime(until);
  return last !== undefined && last.wall + DAY + span + WIDEST_OFFSET < fromMs;
}

/** Reads the newest version of the master and of each override. */
function readSeries(source: SourceText, group: readonly EventGlance[], zones: ZoneBook): Series {
  let master: EventRecord | undefined;
  const overrides = new Map<Ms, EventRecord>();
  for (const glance of group) {
    const record = readEvent(source, glance, zones);
    if (!record) continue;
    const id = record.recurrenceId?.ms;
    if (id === undefined) {
      if (!master || isNewer(record, master)) master = record;
    } else {
      const other = overrides.get(id);
      if (!other || isNewer(record, other)) overrides.set(id, record);
    }
  }
  return { master, overrides: [...overrides.values()] };
}

/** Whether `a`, which stands later in the file, replaces `b`. @see RFC 5546 §2.1.5 */
function isNewer(a: EventRecord, b: EventRecord): boolean {
  return a.sequence === b.sequence ? a.stamp >= b.stamp : a.sequence > b.sequence;
}

/** What bytes that are no calendar look like, for a message. @param bytes one character a byte. */
export function describeText(bytes: string): string {
  const start = bytes.slice(0, 2000).trimStart();
  if (start === '') return 'nothing';
  if (/^<(!doctype html|html|head|body)/i.test(start)) {
    const title = /<title>([^<]{1,80})/i.exec(start)?.[1]?.trim();
    return title ? `an HTML page titled '${title}'` : 'an HTML page';
  }
  if (start.startsWith('<')) return 'XML';
  if (start.startsWith('{') || start.startsWith('[')) return 'JSON';
  return `text that begins '${start.slice(0, 30).replace(/[^\x20-\x7e]/g, '?')}'`;
}
