import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';

/** `logger reload [FILE]`. */
export const command = defineCliCommand({
  command: 'logger reload [<file>]',
  module: 'core',
  synopsis: 'Read logger.conf again, or another file of its form, and open the logs anew',
  run(context, [file]) {
    context.use(loggingPort).reload(file);
    return '';
  },
});
