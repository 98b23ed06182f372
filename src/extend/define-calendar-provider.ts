import type { Diagnostic } from '../base/diagnostic.ts';
import type { Ms } from '../base/duration.ts';

/** How an event blocks its time; Asterisk's numbers are 0, 1 and 2. */
export type BusyState = 'free' | 'tentative' | 'busy';

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
  /** 0 (none), 1 (highest) to 9. */
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

/** Where a calendar is to be had, from its section of calendar.conf. */
export interface CalendarLocation {
  /** The section's name. */
  readonly name: string;
  readonly url: string;
  readonly user: string;
  readonly secret: string;
  /** The zone of floating times and whole days, an IANA or Windows name; empty to believe the calendar. */
  readonly timezone: string;
  /** False accepts any certificate. */
  readonly tlsVerify: boolean;
  /** Certificates of the authorities to trust instead of the system's, PEM. */
  readonly authorities?: string;
}

/** The stretch of time that is asked for, epoch milliseconds, both ends included. */
export interface CalendarWindow {
  readonly fromMs: Ms;
  readonly toMs: Ms;
}

/** What a fetch gave. */
export interface CalendarFetch {
  /**
   * The events that touch the window. Where the server failed, those of its last good answer, brought up to the new window;
   * undefined if there never was one.
   */
  readonly events: readonly CalendarEvent[] | undefined;
  /** What is wrong with the server or its answer: a clause for one message, without URL or password. */
  readonly fault: string | undefined;
  /** What is wrong with the calendar's text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** An event to be written. */
export interface CalendarDraft {
  readonly uid: string;
  /** True if the UID was made for it, so that no event of this UID can be there yet. */
  readonly uidIsNew: boolean;
  readonly summary: string;
  readonly description: string;
  readonly organizer: string;
  readonly location: string;
  readonly categories: string;
  readonly priority: number;
  readonly startMs: Ms;
  readonly endMs: Ms;
  readonly busy: BusyState;
}

/** What came of writing an event. */
export type CalendarWritten =
  /** The server has it. */
  | { readonly kind: 'written' }
  /** It is safe on disk and will be sent; `why` is a clause that says what keeps it. */
  | { readonly kind: 'queued'; readonly why: string }
  /** It is lost; `why` is a clause. */
  | { readonly kind: 'refused'; readonly why: string };

/** One calendar as its provider sees it. It keeps the last good answer. */
export interface CalendarSource {
  /** Never rejects. */
  fetch(window: CalendarWindow, signal: AbortSignal): Promise<CalendarFetch>;
  /** Writes an event; absent where the provider cannot. Never rejects. */
  write?(draft: CalendarDraft): Promise<CalendarWritten>;
  /** Gives up what is under way. Idempotent. */
  close?(): void;
}

/** A kind of calendar: what `type` in calendar.conf names. */
export interface CalendarProvider {
  /** The word in calendar.conf, for example `ical`. */
  readonly type: string;
  /** For `calendar show types`. */
  readonly description: string;
  /** Makes the source of one calendar. Does no I/O. */
  open(location: CalendarLocation): CalendarSource;
}

/** Declares a kind of calendar; its module hands it to the calendar-providers port. */
export function defineCalendarProvider(provider: CalendarProvider): CalendarProvider {
  return provider;
}
