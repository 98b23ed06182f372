import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core abort shutdown`. */
export const command = defineCliCommand({
  command: 'core abort shutdown',
  module: 'core',
  synopsis: 'Call off a stop that waits for calls',
  run(context) {
    return context.use(systemPort).abortStop() ? 'Shutdown aborted\n' : '';
  },
});
