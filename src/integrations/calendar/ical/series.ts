import type { Ms } from '../../../base/duration.ts';
import type { CalendarEvent } from '../../../extend/define-calendar-provider.ts';
import { alarmInstants } from './alarm.ts';
import { type EventRecord, endOf, type Length, longest, type ZonedTime } from './event-record.ts';
import { type Budget, expandRule } from './recur.ts';
import type { Rule } from './rule.ts';
import { DAY, HOUR, MINUTE, startOfDay, type Wall } from './wall-time.ts';
import { toEpoch, toWall, utcZone, type Zone } from './zone.ts';

/** The stretch of time that is wanted, epoch milliseconds, both ends included. */
export interface Window {
  readonly fromMs: Ms;
  readonly toMs: Ms;
}

/** All that one UID stands for: a master, if the calendar holds it, and the instances that were changed one by one. */
export interface Series {
  readonly master: EventRecord | undefined;
  readonly overrides: readonly EventRecord[];
}

/** A start that the master's rules give, before any override. */
interface Start {
  readonly ms: Ms;
  readonly length: Length;
}

/** Changes of the clock by more than this within a zone are not reckoned with. */
const SLACK: Ms = 3 * HOUR;

/** The events of a series that touch the window. */
export function expandSeries(series: Series, window: Window, budget: Budget): CalendarEvent[] {
  const { master, overrides } = series;
  const events: CalendarEvent[] = [];
  for (const override of overrides) {
    const instanceMs = override.recurrenceId?.ms ?? override.start.ms;
    const event = makeEvent(override, override.start.ms, override.length, override.start.zone, instanceMs, () => true);
    if (touches(event, window)) events.push(event);
  }
  if (!master) return events;
  const isReplaced = instanceTest(
    master,
    overrides.flatMap(({ recurrenceId }) => recurrenceId ?? []),
  );
  if (!recurs(master)) {
    // An event without a UID is told from its namesakes by its start.
    const instanceMs = master.hasUid ? undefined : master.start.ms;
    const event = makeEvent(master, master.start.ms, master.length, master.start.zone, instanceMs, () => true);
    if (touches(event, window) && !isReplaced(master.start.ms)) events.push(event);
    return events;
  }
  const changes = overrides
    .filter((override) => override.andFuture && override.recurrenceId !== undefined)
    .sort((a, b) => (a.recurrenceId?.ms ?? 0) - (b.recurrenceId?.ms ?? 0))
    .map((override) => ({ override, ...shiftOf(master, override) }));
  const shifts = changes.map((change) => change.moveMs);
  const span = Math.max(longest(master.length), ...changes.map((change) => longest(change.override.length)));
  const extraSpan = Math.max(0, ...master.extraDates.map((extra) => (extra.length ? longest(extra.length) : 0)));
  const search: Window = {
    fromMs: window.fromMs - Math.max(span, extraSpan) - Math.max(0, ...shifts) - SLACK,
    toMs: window.toMs - Math.min(0, ...shifts) + SLACK,
  };
  const owner = fixedAlarmOwner(master, window, budget);
  for (const start of startsOf(master, search, budget)) {
    if (isReplaced(start.ms)) continue;
    const change = changes.findLast((each) => (each.override.recurrenceId?.ms ?? 0) <= start.ms);
    const event = change
      ? shifted(change.override, change.moveMs, master, start.ms)
      : makeEvent(master, start.ms, start.length, master.start.zone, start.ms, (fixed) => owner(fixed) === start.ms);
    if (touches(event, window)) events.push(event);
  }
  return events;
}

/** True if a record stands for more than its own start. */
export function recurs(record: EventRecord): boolean {
  return record.rules.length > 0 || record.extraDates.length > 0 || record.exDates.length > 0;
}

function touches(event: CalendarEvent, window: Window): boolean {
  return event.startMs <= window.toMs && event.endMs >= window.fromMs;
}

/** How far RANGE=THISANDFUTURE moves the instances after it, along the wall. */
function shiftOf(master: EventRecord, override: EventRecord): { moveMs: Ms } {
  const id = override.recurrenceId;
  if (!id) return { moveMs: 0 };
  return { moveMs: override.start.wall - wallIn(master, id) };
}

/** A RECURRENCE-ID as the wall of the master's zone shows it. */
function wallIn(master: EventRecord, time: ZonedTime): Wall {
  return time.isDate && !master.start.isDate
    ? time.wall + (master.start.wall - startOfDay(master.start.wall))
    : toWall(master.start.zone, time.ms);
}

function shifted(override: EventRecord, moveMs: Ms, master: EventRecord, instanceMs: Ms): CalendarEvent {
  const wall = toWall(master.start.zone, instanceMs) + moveMs;
  const startMs = toEpoch(override.start.zone, wall);
  return makeEvent(override, startMs, override.length, override.start.zone, instanceMs, () => false);
}

/**
 * A test for the instances that RECURRENCE-IDs or EXDATEs mean: by the instant, or by the day where one side is a DATE.
 */
function instanceTest(master: EventRecord, ids: readonly ZonedTime[]): (ms: Ms) => boolean {
  if (ids.length === 0) return () => false;
  const { zone, isDate } = master.start;
  const instants = new Set<Ms>();
  const days = new Set<Wall>();
  for (const id of ids) {
    if (!id.isDate && !isDate) instants.add(id.ms);
    else days.add(startOfDay(id.zone === utcZone ? toWall(zone, id.ms) : id.wall));
  }
  return (ms) => instants.has(ms) || (days.size > 0 && days.has(startOfDay(toWall(zone, ms))));
}

/** The starts that fall into `search`, ascending, EXDATEs taken out. */
function startsOf(master: EventRecord, search: Window, budget: Budget): Start[] {
  const { start, length } = master;
  const found = new Map<Ms, Start>();
  const add = (ms: Ms, own: Length = length): void => {
    if (ms >= search.fromMs && ms <= search.toMs && !found.has(ms)) found.set(ms, { ms, length: own });
  };
  for (const { time, length: own } of master.extraDates) {
    // A DATE among the RDATEs of a timed event means that day at the event's own time.
    add(time.isDate && !start.isDate ? toEpoch(start.zone, wallIn(master, time)) : time.ms, own ?? length);
  }
  add(start.ms);
  for (const rule of master.rules) for (const ms of instantsOf(master, rule, search, budget)) add(ms);
  for (const rule of master.exRules) for (const ms of instantsOf(master, rule, search, budget)) found.delete(ms);
  const isExcluded = instanceTest(master, master.exDates);
  for (const ms of [...found.keys()]) if (isExcluded(ms)) found.delete(ms);
  return [...found.values()].sort((a, b) => a.ms - b.ms);
}

function instantsOf(master: EventRecord, rule: Rule, search: Window, budget: Budget): Ms[] {
  const { zone, wall } = master.start;
  const window = {
    from: toWall(zone, search.fromMs) - SLACK,
    to: toWall(zone, search.toMs) + SLACK,
    until: untilWall(rule, zone),
  };
  return expandRule(rule, wall, window, budget).map((each) => toEpoch(zone, each));
}

/** The last wall time that UNTIL allows. A DATE allows its whole day, as most programs mean it. */
function untilWall(rule: Rule, zone: Zone): Wall {
  if (!rule.until) return Number.POSITIVE_INFINITY;
  if (rule.until.isDate) return rule.until.wall + DAY - MINUTE / 60;
  return rule.until.isUtc ? toWall(zone, rule.until.wall) : rule.until.wall;
}

/** How far back a fixed alarm may lie before an instance that it could belong to. */
const FIXED_ALARM_REACH: Ms = 400 * DAY;

/**
 * A fixed instant reminds of one instance only: the first that starts at or after it. Gives the start of that one, if
 * it may touch the window.
 */
function fixedAlarmOwner(master: EventRecord, window: Window, budget: Budget): (instantMs: Ms) => Ms | undefined {
  const owners = new Map<Ms, Ms | undefined>();
  for (const { at } of master.alarms) {
    if (!('instantMs' in at) || at.instantMs < window.fromMs - FIXED_ALARM_REACH || at.instantMs > window.toMs)
      continue;
    owners.set(at.instantMs, startsOf(master, { fromMs: at.instantMs, toMs: window.toMs }, budget)[0]?.ms);
  }
  return (instantMs) => owners.get(instantMs);
}

function makeEvent(
  record: EventRecord,
  startMs: Ms,
  length: Length,
  zone: Zone,
  instanceMs: Ms | undefined,
  ownsFixed: (instantMs: Ms) => boolean,
): CalendarEvent {
  const endMs = Math.max(startMs, endOf(length, startMs, zone));
  return {
    uid: record.uid,
    instanceMs,
    summary: record.summary,
    description: record.description,
    organizer: record.organizer,
    location: record.location,
    categories: record.categories,
    priority: record.priority,
    attendees: record.attendees,
    startMs,
    endMs,
    allDay: record.start.isDate,
    busy: record.busy,
    cancelled: record.cancelled,
    alarmsMs: record.cancelled ? [] : alarmInstants(record.alarms, startMs, endMs, zone, ownsFixed),
  };
}
