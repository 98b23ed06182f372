import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';

/** `logger reload [FILE]`. */
export const command = defineCliCommand({
  command: 'logger reload [<file>]',
  module: 'core',
  synopsis: 'Read logger.conf again, or another file of its form, and open the logs anew',
  usage: 'Reads logger.conf anew, or another file of the same form, closes all logs and opens those that it names.',
  run(context, [file]) {
    context.use(loggingPort).reload(file);
    return '';
  },
});
