import { canBePickedUp } from '../../channel/dial/pickup.ts';
import { list, options } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { takeCall } from './_lib/take-call.ts';

/** Takes the call to a channel that rings. */
export const application = defineApplication({
  name: 'PickupChan',
  module: 'app_directed_pickup',
  synopsis: 'Takes the call to a channel that rings',
  description: ['When there is nothing to take the dialplan goes on; else it ends with the call.'],
  arguments: {
    channels: list('names or unique ids, several joined by &; a name may lack what follows its last hyphen'),
    options: options('how to look', { p: { doc: 'names are only the beginning of the channel’s' } }),
  },
  examples: ['same => n,PickupChan(SIP/alice)'],
  seeAlso: ['Pickup'],
  async run(call, { channels, options: given }) {
    const wanted = channels.filter((name) => name !== '');
    if (wanted.length === 0) call.warn('PickupChan requires an argument (channel)!');
    for (const name of wanted) {
      const prefix = (given.has('p') ? name : `${name}-`).toLowerCase();
      const ringing = call
        .use(channelsPort)
        .list()
        .find(
          (channel) =>
            channel !== call.channel &&
            canBePickedUp(channel) &&
            (channel.uniqueId === name ||
              channel.name.toLowerCase() === name.toLowerCase() ||
              channel.name.toLowerCase().startsWith(prefix)),
        );
      const outcome = ringing && (await takeCall(call, ringing));
      if (outcome) return outcome;
      call.log.notice(`No target channel found for ${name}.`);
    }
    return undefined;
  },
});
