import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';

/** `core reload`. */
export const command = defineCliCommand({
  command: 'core reload',
  module: 'core',
  synopsis: 'Read all configuration files again',
  usage: 'Reads all configuration files anew, as module reload does without a name. Calls go on.',
  async run(context) {
    if (context.has(loggingPort)) context.use(loggingPort).reload();
    const outcome = await context.use(modulesPort).reload();
    return outcome.ok ? '' : `${outcome.message}\n`;
  },
});
