import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core restart now`. */
export const command = defineCliCommand({
  command: 'core restart now',
  module: 'core',
  synopsis: 'Start again at once',
  usage: 'Hangs up every call and starts again.',
  run(context) {
    context.use(systemPort).stop('now', true);
    return '';
  },
});
