import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { calendarsPort } from '../calendars.ts';
import { isBusyAt } from '../event.ts';

/** Whether a calendar is busy now. */
export const dialplanFunction = defineFunction({
  name: 'CALENDAR_BUSY',
  module: 'res_calendar',
  synopsis: 'Whether a calendar is busy now: 1 or 0',
  description: ['1 while an event that is busy or tentative takes place, its first and last second included.'],
  arguments: { calendar: text('its name in calendar.conf', { required: true }) },
  examples: ['same => n,GotoIf($[${CALENDAR_BUSY(work)} = 1]?voicemail)'],
  seeAlso: ['CALENDAR_EVENT', 'CALENDAR_QUERY', 'CALENDAR_QUERY_RESULT', 'CALENDAR_WRITE'],
  read(context, { calendar: name }) {
    const calendar = context.use(calendarsPort).find(name);
    if (calendar) return isBusyAt(calendar.events, context.clock.now()) ? '1' : '0';
    context.warn(`Could not find calendar '${name}'`);
    return '';
  },
});
