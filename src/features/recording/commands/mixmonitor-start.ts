import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** `mixmonitor start` */
export const command = defineCliCommand({
  command: 'mixmonitor start <channel> [<arguments>]',
  module: 'app_mixmonitor',
  synopsis: 'Execute a MixMonitor command',
  usage: 'The arguments are those of MixMonitor(): file[,options[,command]].',
  async run(context, [name = '', text = '']) {
    const channel = context.use(channelsPort).find(name);
    if (!channel) return `No channel matching '${name}' found.\n`;
    if (text === '') return { usage: true };
    const dialplan = context.use(dialplanPort);
    await dialplan.execute(dialplan.callOf(channel), 'MixMonitor', text);
    return '';
  },
});
