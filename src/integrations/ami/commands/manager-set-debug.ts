import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { managerSessionsPort } from '../sessions-port.ts';

/** `manager set debug [on|off]`. */
export const command = defineCliCommand({
  command: 'manager set debug [on|off]',
  module: 'manager',
  synopsis: 'Number the events of the manager interface, or tell whether they are',
  usage:
    'on adds a number to each event, by which one can tell whether any is missing. Without a word it tells whether that is so.',
  run(context, [word]) {
    const sessions = context.use(managerSessionsPort);
    if (word === undefined) return `manager debug is ${sessions.numbered ? 'on' : 'off'}\n`;
    sessions.numbered = word === 'on';
    return '';
  },
});
