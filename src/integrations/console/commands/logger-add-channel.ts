import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';

/** `logger add channel NAME LEVELS`. */
export const command = defineCliCommand({
  command: 'logger add channel <name> <levels>',
  module: 'core',
  synopsis: 'Add a log',
  usage: `The log is a file of that name until it is removed or the instance ends; a reload keeps it.
The levels are written as in logger.conf: notice,warning,verbose(3), after [json] or [plain] if wanted.`,
  run(context, [name = '', levels = '']) {
    const fault = context.use(loggingPort).add(name, levels);
    return fault === undefined ? '' : `${fault}\n`;
  },
});
