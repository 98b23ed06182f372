import { rest, text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { calendarsPort } from '../calendars.ts';
import { parseDraft } from '../draft.ts';

/**
 * Writes an event into a calendar.
 *
 * Deviation: CALENDAR_SUCCESS is also 1 when the server is away or refuses the password and the event is safely on disk, from
 * where it is sent later; Asterisk loses such an event and says 0.
 */
export const dialplanFunction = defineFunction({
  name: 'CALENDAR_WRITE',
  module: 'res_calendar',
  synopsis: 'Writes an event into a calendar',
  description: [
    'Names the fields as arguments and gives their values, in the same order, as the value. CALENDAR_SUCCESS is then 1 or 0.',
    'Fields: summary description organizer location categories priority uid start end busystate. Start and end are epoch seconds, now if left out.',
    'An event without uid is a new one; with the uid of an event that is there, it replaces that event. A calendar of type ical cannot be written to.',
    'While the server is away the event waits on disk and is sent when it is back; CALENDAR_SUCCESS is 1 then, too, since the event will be there. It is 0 where the server refuses it, or too many wait.',
  ],
  arguments: {
    calendar: text('its name in calendar.conf', { required: true }),
    fields: rest('the fields'),
  },
  examples: ['same => n,Set(CALENDAR_WRITE(work,summary,start,end)=Call Bob,${EPOCH},$[${EPOCH}+600])'],
  seeAlso: ['CALENDAR_BUSY', 'CALENDAR_EVENT', 'CALENDAR_QUERY', 'CALENDAR_QUERY_RESULT'],
  async write(context, { calendar: name, fields }, value) {
    const finish = (problem: string | undefined): void => {
      if (problem !== undefined) context.warn(problem);
      context.set('CALENDAR_SUCCESS', problem === undefined ? '1' : '0');
    };
    const calendar = context.use(calendarsPort).find(name);
    if (!calendar) return finish(`Couldn't find calendar '${name}'`);
    if (!calendar.canWrite) return finish(`Calendar '${name}' has no write function!`);
    const draft = parseDraft(fields, value, context.clock.now());
    if (typeof draft === 'string') return finish(draft);
    const written = await calendar.write(draft);
    finish(written.kind === 'refused' ? `Calendar '${name}': the event was not written: ${written.why}` : undefined);
  },
});
