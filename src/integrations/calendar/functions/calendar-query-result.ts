import { integer, text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { eventFields, readField } from '../event.ts';
import { queryAnswers } from '../event-attachment.ts';

/** Reads what CALENDAR_QUERY has found. */
export const dialplanFunction = defineFunction({
  name: 'CALENDAR_QUERY_RESULT',
  module: 'res_calendar',
  synopsis: 'Reads what CALENDAR_QUERY has found',
  description: [`Fields: getnum (how many events there are) ${eventFields.join(' ')}.`],
  arguments: {
    id: text('what CALENDAR_QUERY gave', { required: true }),
    field: text('the field', { required: true }),
    number: integer('which event, from 1', { fallback: 1 }),
  },
  examples: ['same => n,NoOp(${CALENDAR_QUERY_RESULT(${id},summary,2)})'],
  seeAlso: ['CALENDAR_BUSY', 'CALENDAR_EVENT', 'CALENDAR_QUERY', 'CALENDAR_WRITE'],
  read(context, { id, field, number = 1 }) {
    const channel = context.call?.channel;
    const answer = channel?.attachments.get(queryAnswers)?.get(id);
    if (!answer) {
      context.warn(`There is no event notification datastore with id '${id}' on '${channel?.name ?? '<unknown>'}'!`);
      return '';
    }
    if (field.trim().toLowerCase() === 'getnum') return String(answer.events.length);
    const event = answer.events[number - 1];
    if (!event) return '';
    const value = readField(event, answer.calendar, field);
    if (value === undefined) context.warn(`Unknown field '${field}'`);
    return value ?? '';
  },
});
