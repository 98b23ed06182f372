import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { completeChannel } from '../complete.ts';

/** `channel redirect NAME [[context,]exten,]priority`. */
export const command = defineCliCommand({
  command: 'channel redirect <channel> <[[context,]exten,]priority>',
  module: 'core',
  synopsis: 'Send a channel elsewhere in the dialplan',
  usage: 'Takes a channel out of what it does, and lets it go on at that place of the dialplan.',
  complete: completeChannel,
  run(context, [name = '', place = '']) {
    const channel = context.use(channelsPort).find(name);
    if (!channel) return { failed: true, text: `Channel '${name}' not found\n` };
    const dialplan = context.use(dialplanPort);
    const caller = channel.parties.caller.number;
    const target = dialplan.resolve(place.split(','), channel.position, caller);
    if (typeof target === 'string' || !dialplan.exists(target, caller))
      return { failed: true, text: `Channel '${channel.name}' failed to be redirected to ${place}\n` };
    channel.redirect(target);
    return `Channel '${channel.name}' successfully redirected to ${place}\n`;
  },
});
