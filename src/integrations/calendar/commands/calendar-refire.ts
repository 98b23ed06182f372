import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { calendarNames, calendarsPort } from '../calendars.ts';

/**
 * Repeats reminders, to try them out.
 * Deviation: of our own; in Asterisk unloading and loading the module repeats them, which would surprise.
 */
export const command = defineCliCommand({
  command: 'calendar refire <name>',
  module: 'res_calendar',
  synopsis: 'Repeat the fired reminders of events that have not begun',
  usage: 'Places the calls for reminders of a calendar once more, where the event has not begun.',
  complete: calendarNames,
  run(context, [name = '']) {
    const count = context.use(calendarsPort).refire(name);
    if (count === undefined) return { failed: true, text: `There is no calendar '${name}'.\n` };
    return count === 0
      ? `Calendar '${name}': no reminder was fired for an event that is still to come.\n`
      : `Calendar '${name}': ${count} reminder${count === 1 ? '' : 's'} repeated.\n`;
  },
});
