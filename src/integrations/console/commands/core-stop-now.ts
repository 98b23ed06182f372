import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core stop now`. */
export const command = defineCliCommand({
  command: 'core stop now',
  module: 'core',
  synopsis: 'Stop at once',
  usage: 'Hangs up every call and ends.',
  run(context) {
    context.use(systemPort).stop('now', false);
    return '';
  },
});
