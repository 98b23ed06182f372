import type { Call, Outcome } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { canBePickedUp } from '../../channel/dial/pickup.ts';
import { list } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { shareGroup } from './_lib/pickup-groups.ts';
import { takeCall } from './_lib/take-call.ts';

const MARK = 'PICKUPMARK';

/** Takes a call that rings elsewhere. */
export const application = defineApplication({
  name: 'Pickup',
  module: 'app_directed_pickup',
  synopsis: 'Takes a call that rings at another phone',
  description: [
    'Without an argument it takes the oldest call to a phone whose call group is one of this channel’s pickup groups. When there is nothing to take the dialplan goes on; else it ends with the call.',
  ],
  arguments: {
    targets: list(
      'extension[@context], several joined by &; mark@PICKUPMARK takes a call whose PICKUPMARK is that mark',
    ),
  },
  examples: ['exten => _**X.,1,Pickup(${EXTEN:2}@phones)', 'same => n,Pickup(sales@PICKUPMARK)'],
  seeAlso: ['PickupChan'],
  async run(call, { targets }) {
    const wanted = targets.filter((target) => target !== '');
    if (wanted.length === 0) return takeFirst(call, (channel) => shareGroup(call.channel, channel));
    for (const target of wanted) {
      const at = target.indexOf('@');
      const exten = at < 0 ? target : target.slice(0, at);
      const context = (at < 0 ? '' : target.slice(at + 1)) || call.channel.position.context;
      const fits =
        context.toUpperCase() === MARK
          ? ({ variables }: Channel) => variables.get(MARK)?.toLowerCase() === exten.toLowerCase()
          : ({ position }: Channel) => position.exten === exten && position.context === context;
      const outcome = await takeFirst(call, fits);
      if (outcome) return outcome;
      call.log.notice(`No target channel found for ${exten}@${context}.`);
    }
    return undefined;
  },
});

/** Takes the oldest call that fits; undefined where there is none. */
async function takeFirst(call: Call, fits: (channel: Channel) => boolean): Promise<Outcome> {
  const ringing = call
    .use(channelsPort)
    .list()
    .find((channel) => channel !== call.channel && canBePickedUp(channel) && fits(channel));
  return ringing && takeCall(call, ringing);
}
