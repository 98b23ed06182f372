import { defineAttachment } from '../../channel/attachment.ts';
import type { CalendarEvent } from '../../extend/define-calendar-provider.ts';

/** The event a call reminds of. */
export interface RemindedEvent {
  readonly calendar: string;
  readonly event: CalendarEvent;
}

/** Kept on the calls of a reminder and on all channels they make, for CALENDAR_EVENT(). */
export const remindedEvent = defineAttachment<RemindedEvent>('calendar event', { inherited: true });

/** What a CALENDAR_QUERY() found. */
export interface QueryAnswer {
  readonly calendar: string;
  readonly events: readonly CalendarEvent[];
}

/** The answers of CALENDAR_QUERY() by their id, kept on the channel and on all channels it makes. */
export const queryAnswers = defineAttachment<ReadonlyMap<string, QueryAnswer>>('calendar queries', { inherited: true });
