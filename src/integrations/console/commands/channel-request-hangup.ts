import { cause } from '../../../channel/cause.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { completeChannel } from '../complete.ts';

/** `channel request hangup NAME|all`. */
export const command = defineCliCommand({
  command: 'channel request hangup <channel>',
  module: 'core',
  synopsis: 'Ask a channel to hang up',
  usage: "Hangs up one channel; 'all' in place of a name hangs up every one.",
  complete: (context, words) => [...completeChannel(context, words), 'all'],
  run(context, [name = '']) {
    const channels = context.use(channelsPort);
    if (name.toLowerCase() === 'all') {
      const all = channels.list();
      for (const channel of all) channel.requestHangup(cause.none);
      return all.map((channel) => `Requested Hangup on channel '${channel.name}'\n`).join('');
    }
    const channel = channels.find(name);
    if (!channel) return `${name} is not a known channel\n`;
    channel.requestHangup(cause.none);
    return `Requested Hangup on channel '${channel.name}'\n`;
  },
});
