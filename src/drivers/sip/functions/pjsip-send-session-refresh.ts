import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { legOf } from '../call/leg-of.ts';

/** Offers the audio of a call anew. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_SEND_SESSION_REFRESH',
  module: 'chan_pjsip',
  synopsis: 'Sends a re-INVITE or UPDATE with the present codecs to a PJSIP phone: Set(…()=invite), update',
  arguments: { ignored: rest('nothing') },
  examples: ['same => n,Set(PJSIP_SEND_SESSION_REFRESH()=invite)'],
  seeAlso: ['PJSIP_MEDIA_OFFER'],
  write({ call, log }, _values, value) {
    if (!call) return;
    const { channel } = call;
    const leg = legOf(channel, 'PJSIP');
    if (channel.state !== 'Up')
      log.warning(`'PJSIP_SEND_SESSION_REFRESH' not allowed on unanswered channel '${channel.name}'.`);
    else if (!leg) log.warning('Cannot call PJSIP_SEND_SESSION_REFRESH on a non-PJSIP channel');
    else leg.refresh(value.trim().toLowerCase() === 'update' ? 'UPDATE' : 'INVITE');
  },
});
