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
  write({ call }, _values, value) {
    legOf(call?.channel, 'PJSIP')?.refresh(value.trim().toLowerCase() === 'update' ? 'UPDATE' : 'INVITE');
  },
});
