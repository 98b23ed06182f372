import { bridgeSeat } from '../../channel/bridge/seat.ts';
import { transferBlindly } from '../../channel/bridge/transfer-by-wish.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { eventsPort } from '../../pbx/ports/events.ts';

/** Sends the other party elsewhere. */
export const application = defineApplication({
  name: 'BlindTransfer',
  module: 'app_blind_transfer',
  synopsis: 'Sends the party that this channel talks to elsewhere in the dialplan',
  description: ['For applications that run while the call is bridged, as those of features.conf do.'],
  arguments: { exten: text('the extension'), context: text('its context; that of this channel where left out') },
  results: { BLINDTRANSFERSTATUS: 'SUCCESS, FAILURE, INVALID (in no bridge), NOTPERMITTED' },
  examples: ['same => n,BlindTransfer(200,phones)'],
  seeAlso: ['AttendedTransfer'],
  run(call, { exten, context }) {
    const status = (value: string): undefined => {
      call.set('BLINDTRANSFERSTATUS', value);
    };
    if (exten === '') {
      call.warn('BlindTransfer requires an argument (exten)');
      return status('FAILURE');
    }
    const { channel } = call;
    if (!channel.attachments.get(bridgeSeat)) return status('INVALID');
    const target = { context: context || channel.position.context, exten, priority: 1 };
    return status(transferBlindly(call.use(eventsPort), channel, target) ? 'SUCCESS' : 'INVALID');
  },
});
