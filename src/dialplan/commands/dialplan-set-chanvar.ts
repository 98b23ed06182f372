import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** `dialplan set chanvar CHANNEL NAME VALUE` */
export const command = defineCliCommand({
  command: 'dialplan set chanvar <channel> <name> <value>',
  module: 'core',
  synopsis: 'Set a channel variable',
  usage: 'Set channel variable <name> to <value>',
  complete(context, words) {
    return words.length === 0
      ? context
          .use(channelsPort)
          .list()
          .map(({ name }) => name)
      : [];
  },
  async run(context, [channelName = '', name = '', value = '']) {
    const channel = context.use(channelsPort).find(channelName);
    if (!channel) return { failed: true, text: `Channel '${channelName}' not found\n` };
    const dialplan = context.use(dialplanPort);
    await dialplan.assign(dialplan.callOf(channel), name, value);
    return `\n    -- Channel variable '${name}' set to '${value}' for '${channel.name}'\n`;
  },
});
