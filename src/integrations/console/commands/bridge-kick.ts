import { kickFromBridge } from '../../../channel/bridge/kick.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { bridgesPort } from '../../../pbx/ports/bridges.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { completeBridge, completeChannel } from '../complete.ts';

/** `bridge kick ID CHANNEL|all`. */
export const command = defineCliCommand({
  command: 'bridge kick <bridge> <channel>',
  module: 'core',
  synopsis: 'Send a channel out of its bridge',
  usage: 'Sends one channel out, or all of them: all.',
  complete: (context, typed) =>
    typed.length === 0 ? completeBridge(context, typed) : ['all', ...completeChannel(context, typed.slice(1))],
  run(context, [id = '', name = '']) {
    const found = context
      .use(bridgesPort)
      .list()
      .find(({ bridge }) => bridge.id === id);
    if (!found) return `Bridge '${id}' not found\n`;
    const channels = context.use(channelsPort);
    if (name.toLowerCase() === 'all') {
      for (const member of found.members) {
        const channel = channels.find(member);
        if (channel) kickFromBridge(channel);
      }
      return `Kicking all channels from bridge '${id}'\n`;
    }
    const channel = channels.find(name);
    if (!channel || !found.members.includes(channel.uniqueId)) return `Channel '${name}' not found\n`;
    kickFromBridge(channel);
    return `Kicking channel '${channel.name}' from bridge '${id}'\n`;
  },
});
