import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { calendarNames, calendarsPort } from '../calendars.ts';
import { describeCalendar, machineZone } from '../listing.ts';

/** One calendar and its events. */
export const command = defineCliCommand({
  command: 'calendar show calendar <name>',
  module: 'res_calendar',
  synopsis: 'Show a calendar and its events',
  usage: 'Shows the settings of a calendar, and each of its events with the times and the reminder.',
  complete: calendarNames,
  run(context, [name = '']) {
    const calendar = context.use(calendarsPort).find(name);
    return calendar ? describeCalendar(calendar, machineZone()) : '';
  },
});
