import { channelStateNumber } from '../../../channel/state.ts';
import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/** channel status: tells the state of a channel. */
export const agiCommand = defineAgiCommand({
  command: 'channel status',
  module: 'res_agi',
  synopsis: 'Tells the state of a channel',
  syntax: '[<channel>]',
  usage: [
    'Tells the state of this channel, or of the one named.',
    '0 down, 1 reserved, 2 off hook, 3 dialling, 4 the far end is to be rung, 5 ringing, 6 up, 7 busy; -1 for a channel that there is not.',
  ],
  dead: false,
  run({ call }, [name, more]) {
    if (more !== undefined) return 'usage';
    const channel = name === undefined ? call.channel : call.use(channelsPort).find(name);
    return { result: channel ? channelStateNumber(channel.state) : -1 };
  },
});
