import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core stop when convenient`. */
export const command = defineCliCommand({
  command: 'core stop when convenient',
  module: 'core',
  synopsis: 'Stop when there are no calls',
  usage: 'Goes on taking calls, and ends as soon as there are none.',
  run(context) {
    const { size } = context.use(channelsPort);
    context.use(systemPort).stop('when convenient', false);
    return size > 0 ? 'Waiting for inactivity to perform halt\n' : '';
  },
});
