import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core stop gracefully`. */
export const command = defineCliCommand({
  command: 'core stop gracefully',
  module: 'core',
  synopsis: 'Stop after the last call',
  usage: 'Takes no new calls, and ends when the last one is over.',
  run(context) {
    const { size } = context.use(channelsPort);
    context.use(systemPort).stop('gracefully', false);
    return size > 0 ? 'Waiting for inactivity to perform halt\n' : '';
  },
});
