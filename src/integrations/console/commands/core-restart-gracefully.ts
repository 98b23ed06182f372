import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core restart gracefully`. */
export const command = defineCliCommand({
  command: 'core restart gracefully',
  module: 'core',
  synopsis: 'Start again after the last call',
  usage: 'Takes no new calls, and starts again when the last one is over.',
  run(context) {
    const { size } = context.use(channelsPort);
    context.use(systemPort).stop('gracefully', true);
    return size > 0 ? 'Waiting for inactivity to perform restart\n' : '';
  },
});
