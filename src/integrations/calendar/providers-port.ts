import { definePort } from '../../base/port.ts';
import type { CalendarProvider } from '../../extend/define-calendar-provider.ts';

/** Where the modules of the kinds of calendar hand in what they provide. */
export interface CalendarProviders {
  /** Starts the calendars of this type; the returned function drops them. */
  add(provider: CalendarProvider): () => void;
}

/** @see CalendarProviders */
export const calendarProvidersPort = definePort<CalendarProviders>('calendar-providers');
