import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';

/** `manager reload`. */
export const command = defineCliCommand({
  command: 'manager reload',
  module: 'manager',
  synopsis: 'Read manager.conf again',
  usage: 'Reads manager.conf anew. Clients stay logged in, unless their user is gone.',
  async run(context) {
    await context.use(modulesPort).reload('manager');
    return '';
  },
});
