import { randomBytes } from 'node:crypto';
import { integer, text } from '../../../extend/argument.ts';
import type { CalendarEvent } from '../../../extend/define-calendar-provider.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { calendarsPort } from '../calendars.ts';
import { compareEvents } from '../event.ts';
import { type QueryAnswer, queryAnswers } from '../event-attachment.ts';

/** Finds events of a calendar. */
export const dialplanFunction = defineFunction({
  name: 'CALENDAR_QUERY',
  module: 'res_calendar',
  synopsis: 'Finds events of a calendar and gives an id under which CALENDAR_QUERY_RESULT reads them',
  description: [
    'Without times all events that the calendar holds at present, by start; with a start and an end (epoch seconds) those that overlap.',
    'Where start and end are the same, those that take place then, the nearest start first.',
  ],
  arguments: {
    calendar: text('its name in calendar.conf', { required: true }),
    start: integer('epoch seconds'),
    end: integer('epoch seconds'),
  },
  examples: ['same => n,Set(id=${CALENDAR_QUERY(work,${EPOCH},$[${EPOCH}+3600])})'],
  seeAlso: ['CALENDAR_BUSY', 'CALENDAR_EVENT', 'CALENDAR_QUERY_RESULT', 'CALENDAR_WRITE'],
  read(context, { calendar: name, start, end }) {
    const calendar = context.use(calendarsPort).find(name);
    if (!calendar) {
      context.warn(`Could not find calendar '${name}'`);
      return '';
    }
    const channel = context.call?.channel;
    if (!channel) {
      context.warn('CALENDAR_QUERY needs a channel to keep its answer on');
      return '';
    }
    const id = randomBytes(16).toString('hex');
    const answer = { calendar: calendar.settings.name, events: overlapping(calendar.events, start, end) };
    // A fresh map, since the old one may be shared with the channels that inherited it.
    const known = channel.attachments.get(queryAnswers) ?? new Map<string, QueryAnswer>();
    channel.attachments.set(queryAnswers, new Map([...known, [id, answer]]));
    return id;
  },
});

/** The events that overlap [start, end], epoch seconds, in the order of their numbers. */
function overlapping(
  events: readonly CalendarEvent[],
  start: number | undefined,
  end: number | undefined,
): CalendarEvent[] {
  const fromMs = start === undefined ? Number.NEGATIVE_INFINITY : start * 1000;
  const toMs = end === undefined ? Number.POSITIVE_INFINITY : end * 1000;
  const found = events.filter((event) => event.endMs > fromMs && event.startMs < toMs);
  if (fromMs !== toMs) return found.sort(compareEvents);
  const distance = (event: CalendarEvent): number => Math.abs(event.startMs - fromMs);
  const endDistance = (event: CalendarEvent): number => Math.abs(event.endMs - fromMs);
  return found.sort((a, b) => distance(a) - distance(b) || endDistance(a) - endDistance(b) || compareEvents(a, b));
}
