import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { managerSessionsPort } from '../sessions-port.ts';

/** `manager show users`. */
export const command = defineCliCommand({
  command: 'manager show users',
  module: 'manager',
  synopsis: 'List the users of manager.conf',
  usage: 'Lists the users of manager.conf.',
  run(context) {
    const users = [...context.use(managerSessionsPort).settings.users.keys()];
    if (users.length === 0) return 'There are no manager users.\n';
    const rows = users.map((name) => `${name}\n`).join('');
    return `\nusername\n--------\n${rows}-------------------\n${users.length} manager users configured.\n`;
  },
});
