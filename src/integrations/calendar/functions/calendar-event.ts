import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { eventFields, readField } from '../event.ts';
import { remindedEvent } from '../event-attachment.ts';

/** A field of the event that this call reminds of. */
export const dialplanFunction = defineFunction({
  name: 'CALENDAR_EVENT',
  module: 'res_calendar',
  synopsis: 'A field of the event that this call reminds of',
  description: [
    `Fields: ${eventFields.join(' ')}. Start and end are epoch seconds; busystate is 0 free, 1 tentative, 2 busy.`,
    'Works on the call that a calendar has placed and on every channel that it makes in turn.',
  ],
  arguments: { field: text('the field', { required: true }) },
  examples: ['same => n,SayUnixTime(${CALENDAR_EVENT(start)})', 'setvar = CALLERID(name)=${CALENDAR_EVENT(summary)}'],
  seeAlso: ['CALENDAR_BUSY', 'CALENDAR_QUERY', 'CALENDAR_QUERY_RESULT', 'CALENDAR_WRITE'],
  read(context, { field }) {
    const reminded = context.call?.channel.attachments.get(remindedEvent);
    if (reminded) return readField(reminded.event, reminded.calendar, field) ?? '';
    context.warn(`There is no event notification datastore on '${context.call?.channel.name ?? '<unknown>'}'!`);
    return '';
  },
});
