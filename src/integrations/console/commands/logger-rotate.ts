import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';

/** `logger rotate`. */
export const command = defineCliCommand({
  command: 'logger rotate',
  module: 'core',
  synopsis: 'Put the log files aside and begin new ones',
  usage: 'How the old files are named is rotatestrategy of logger.conf.',
  run(context) {
    context.use(loggingPort).rotate();
    return '';
  },
});
