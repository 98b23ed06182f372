import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { calendarsPort } from '../calendars.ts';
import { formatTime, machineZone } from '../listing.ts';

/** What is still to be reminded of. */
export const command = defineCliCommand({
  command: 'calendar dump sched',
  module: 'res_calendar',
  synopsis: 'Show the reminders that wait, soonest first',
  usage: 'Lists the reminders that wait, the soonest first, with the calendar and the event of each.',
  run(context) {
    const zone = machineZone();
    const lines = context.use(calendarsPort).pending.map(({ calendar, event, atMs }) => {
      const what = `${event.summary.replace(/[\x00-\x1f\x7f]+/g, ' ')} (starts ${formatTime(event.startMs, zone)})`;
      return `${formatTime(atMs, zone)}  ${calendar.padEnd(20)} ${what}\n`;
    });
    return `${lines.join('')}${lines.length} reminder${lines.length === 1 ? '' : 's'} waiting\n`;
  },
});
