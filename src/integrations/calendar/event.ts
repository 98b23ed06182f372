import type { Ms } from '../../base/duration.ts';

/** How an event blocks its time; Asterisk's numbers are 0, 1 and 2. */
export type BusyState = 'free' | 'tentative' | 'busy';

/** Asterisk's number of a busy state, as CALENDAR_EVENT(busystate) gives it. */
export const busyNumber: Readonly<Record<BusyState, number>> = { free: 0, tentative: 1, busy: 2 };

/** One happening in a calendar: a single event, or one instance of a recurring one. Immutable. */
export interface CalendarEvent {
  /** The same for all instances of a recurring event. */
  readonly uid: string;
  /**
   * The epoch milliseconds at which the rule puts this instance, also when it has been moved; undefined for an event
   * that does not recur. With `uid` it names the instance for as long as the calendar knows it.
   */
  readonly instanceMs: Ms | undefined;
  readonly summary: string;
  readonly description: string;
  readonly organizer: string;
  readonly location: string;
  /** Joined by commas. */
  readonly categories: string;
  /** 0 (none) to 9 (lowest). */
  readonly priority: number;
  readonly attendees: readonly string[];
  /** Epoch milliseconds. */
  readonly startMs: Ms;
  /** Epoch milliseconds; never before `startMs`. For an all-day event the midnight that follows its last day. */
  readonly endMs: Ms;
  readonly allDay: boolean;
  readonly busy: BusyState;
  /** True if the event or this instance was called off: it is free and reminds nobody. */
  readonly cancelled: boolean;
  /** Epoch milliseconds at which to remind, ascending, each once. */
  readonly alarmsMs: readonly Ms[];
}

/** The name of one instance within its calendar, stable across fetches and restarts. */
export function instanceKey(event: Pick<CalendarEvent, 'uid' | 'instanceMs'>): string {
  return event.instanceMs === undefined ? event.uid : `${event.uid}\n${event.instanceMs}`;
}

/** True if the event takes place at `atMs`, both ends included, as CALENDAR_BUSY counts. */
export function happensAt(event: CalendarEvent, atMs: Ms): boolean {
  return event.startMs <= atMs && atMs <= event.endMs;
}

/** True if any event that is busy or tentative takes place at `atMs`. */
export function isBusyAt(events: Iterable<CalendarEvent>, atMs: Ms): boolean {
  for (const event of events) if (event.busy !== 'free' && happensAt(event, atMs)) return true;
  return false;
}

/** The order in which CALENDAR_QUERY lists events: by start, then the longer first, then by UID. */
export function compareEvents(a: CalendarEvent, b: CalendarEvent): number {
  if (a.startMs !== b.startMs) return a.startMs - b.startMs;
  if (a.endMs !== b.endMs) return b.endMs - a.endMs;
  if (a.uid !== b.uid) return a.uid < b.uid ? -1 : 1;
  return 0;
}
