import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

/** `dialplan show chanvar CHANNEL` */
export const command = defineCliCommand({
  command: 'dialplan show chanvar <channel>',
  module: 'core',
  synopsis: 'Show channel variables',
  usage: 'List current channel variables and their values',
  run(context, [channelName = '']) {
    const channel = context.use(channelsPort).find(channelName);
    if (!channel) return { failed: true, text: `Channel '${channelName}' not found\n` };
    return channel.variables
      .list()
      .map(([name, value]) => `${name}=${value}\n`)
      .join('');
  },
});
