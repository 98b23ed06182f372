import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { calendarNames, calendarsPort } from '../calendars.ts';

/** Fetches a calendar now. */
export const command = defineCliCommand({
  command: 'calendar refresh <name>',
  module: 'res_calendar',
  synopsis: 'Fetch a calendar now',
  usage: 'Fetches the events of a calendar now, without waiting for its refresh time.',
  complete: calendarNames,
  async run(context, [name = '']) {
    const calendar = context.use(calendarsPort).find(name);
    if (!calendar) return { failed: true, text: `There is no calendar '${name}'.\n` };
    const fault = await calendar.refresh();
    const count = calendar.events.length;
    const has = `${count} event${count === 1 ? '' : 's'}`;
    if (fault !== undefined) return { failed: true, text: `Calendar '${name}': ${fault}; ${has} kept.\n` };
    return `Calendar '${name}' fetched: ${has}.\n`;
  },
});
