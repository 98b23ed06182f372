import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core restart when convenient`. */
export const command = defineCliCommand({
  command: 'core restart when convenient',
  module: 'core',
  synopsis: 'Start again when there are no calls',
  usage: 'Goes on taking calls, and starts again as soon as there are none.',
  run(context) {
    const { size } = context.use(channelsPort);
    context.use(systemPort).stop('when convenient', true);
    return size > 0 ? 'Waiting for inactivity to perform restart\n' : '';
  },
});
