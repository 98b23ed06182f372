import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';

/** `logger reload`. */
export const command = defineCliCommand({
  command: 'logger reload',
  module: 'core',
  synopsis: 'Read logger.conf again and open the logs anew',
  run(context) {
    context.use(loggingPort).reload();
    return '';
  },
});
