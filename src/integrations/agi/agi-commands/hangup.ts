import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/** hangup: hangs up a channel. */
export const agiCommand = defineAgiCommand({
  command: 'hangup',
  module: 'res_agi',
  synopsis: 'Hangs up a channel',
  syntax: '[<channel>]',
  usage: ['Hangs up this channel, or the one named.', 'The result is 1, or -1 for a channel that there is not.'],
  dead: false,
  run({ call }, [name, more]) {
    if (more !== undefined) return 'usage';
    const channel = name === undefined ? call.channel : call.use(channelsPort).find(name);
    channel?.requestHangup();
    return { result: channel ? 1 : -1 };
  },
});
