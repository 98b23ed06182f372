import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core abort shutdown`. */
export const command = defineCliCommand({
  command: 'core abort shutdown',
  module: 'core',
  synopsis: 'Call off a stop that waits for calls',
  usage: 'Calls off core stop or core restart, gracefully or when convenient, as long as it waits.',
  run(context) {
    return context.use(systemPort).abortStop() ? 'Shutdown aborted\n' : '';
  },
});
