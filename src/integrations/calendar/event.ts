import type { Ms } from '../../base/duration.ts';
import type { BusyState, CalendarEvent } from '../../extend/define-calendar-provider.ts';

/** Asterisk's number of a busy state, as CALENDAR_EVENT(busystate) gives it. */
export const busyNumber: Readonly<Record<BusyState, number>> = { free: 0, tentative: 1, busy: 2 };

/** The name of one instance within its calendar, stable across fetches and restarts. */
export function instanceKey(event: Pick<CalendarEvent, 'uid' | 'instanceMs'>): string {
  return event.instanceMs === undefined ? event.uid : `${event.uid}\n${event.instanceMs}`;
}

/** True if any event that is busy or tentative takes place at `atMs`, both its ends included to the second, as CALENDAR_BUSY counts. */
export function isBusyAt(events: Iterable<CalendarEvent>, atMs: Ms): boolean {
  const second = Math.floor(atMs / 1000);
  for (const { busy, startMs, endMs } of events)
    if (busy !== 'free' && Math.floor(startMs / 1000) <= second && second <= Math.floor(endMs / 1000)) return true;
  return false;
}

/** The order in which CALENDAR_QUERY lists events: by start, then the longer first, then by UID. */
export function compareEvents(a: CalendarEvent, b: CalendarEvent): number {
  if (a.startMs !== b.startMs) return a.startMs - b.startMs;
  if (a.endMs !== b.endMs) return b.endMs - a.endMs;
  if (a.uid !== b.uid) return a.uid < b.uid ? -1 : 1;
  return 0;
}

/** The fields that CALENDAR_EVENT and CALENDAR_QUERY_RESULT give. */
export const eventFields = [
  'summary',
  'description',
  'organizer',
  'location',
  'categories',
  'priority',
  'calendar',
  'uid',
  'start',
  'end',
  'busystate',
  'attendees',
] as const;

/** A field of an event as text, names without regard to case; undefined for a field that there is not. @param calendar the name of its calendar. */
export function readField(event: CalendarEvent, calendar: string, field: string): string | undefined {
  switch (field.trim().toLowerCase()) {
    case 'summary':
      return event.summary;
    case 'description':
      return event.description;
    case 'organizer':
      return event.organizer;
    case 'location':
      return event.location;
    case 'categories':
      return event.categories;
    case 'priority':
      return String(event.priority);
    case 'calendar':
      return calendar;
    case 'uid':
      return event.uid;
    case 'start':
      return String(Math.floor(event.startMs / 1000));
    case 'end':
      return String(Math.floor(event.endMs / 1000));
    case 'busystate':
      return String(busyNumber[event.busy]);
    case 'attendees':
      return event.attendees.join(',');
    default:
      return undefined;
  }
}
