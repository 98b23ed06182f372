import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { calendarsPort } from '../calendars.ts';
import { listCalendars } from '../listing.ts';

/** All calendars. */
export const command = defineCliCommand({
  command: 'calendar show calendars',
  module: 'res_calendar',
  synopsis: 'List the calendars and whether they are busy',
  usage: 'Lists the calendars of calendar.conf, their type and whether there is an event now.',
  run: (context) => listCalendars(context.use(calendarsPort).list()),
});
