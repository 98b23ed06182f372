import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

/** Hangs up another channel. */
export const application = defineApplication({
  name: 'SoftHangup',
  module: 'app_softhangup',
  synopsis: 'Hangs up another channel, or all of a device',
  arguments: {
    channel: text('the channel’s whole name; with option a the device, TECH/resource'),
    options: options('which', { a: { doc: 'all channels of the device' } }),
  },
  examples: ['same => n,SoftHangup(SIP/alice,a)'],
  seeAlso: ['Hangup'],
  run(call, { channel: wanted, options: given }) {
    if (wanted === '') {
      call.warn('SoftHangup requires an argument (Technology/resource)');
      return undefined;
    }
    const all = given.has('a');
    const name = wanted.toLowerCase();
    for (const channel of call.use(channelsPort).list()) {
      const own = all ? channel.name.replace(/-[^-]*$/, '') : channel.name;
      if (own.toLowerCase() !== name) continue;
      call.log.verbose(3, `Soft hanging ${channel.name} up.`);
      channel.requestHangup();
      if (!all) break;
    }
    return undefined;
  },
});
