import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { calendarsPort } from '../calendars.ts';
import { listTypes } from '../listing.ts';

/** The kinds of calendar that are loaded. */
export const command = defineCliCommand({
  command: 'calendar show types',
  module: 'res_calendar',
  synopsis: 'List the kinds of calendar',
  usage: 'Lists what type= of calendar.conf can be with the modules that are loaded.',
  run: (context) => listTypes(context.use(calendarsPort).providers),
});
