import { end } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** Sends another channel elsewhere in the dialplan. */
export const application = defineApplication({
  name: 'ChannelRedirect',
  module: 'app_channelredirect',
  synopsis: 'Sends another channel elsewhere in the dialplan',
  arguments: { arguments: rest('channel,[[context,]exten,]priority') },
  results: { CHANNELREDIRECT_STATUS: 'SUCCESS, NOCHANNEL' },
  examples: ['same => n,ChannelRedirect(SIP/alice-00000001,lobby,s,1)'],
  run(call, { arguments: text }) {
    const [name = '', ...place] = splitArguments(text);
    if (name === '' || place.length === 0) {
      call.warn('ChannelRedirect requires an argument (channel,[[context,]exten,]priority)');
      return end();
    }
    const channel = call.use(channelsPort).find(name);
    if (!channel || channel.hungUp) {
      call.log.warning(`No such channel: ${name}`);
      call.set('CHANNELREDIRECT_STATUS', 'NOCHANNEL');
      return undefined;
    }
    const { position, parties } = channel;
    const target = call.use(dialplanPort).resolve(place.slice(0, 3), position, parties.caller.number);
    if (typeof target === 'string') {
      call.log.warning(target);
      return end();
    }
    call.set('CHANNELREDIRECT_STATUS', 'SUCCESS');
    channel.redirect(target);
    call.throwIfInterrupted();
    return undefined;
  },
});
