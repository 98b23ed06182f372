import { saysYes } from '../../../base/switch-word.ts';
import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { legOf } from '../call/leg-of.ts';

/** Whether hold is passed on in this call. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_MOH_PASSTHROUGH',
  module: 'chan_pjsip',
  synopsis: 'Whether a phone that is put on hold is told so, instead of hearing music from here: Yes or No',
  arguments: { ignored: rest('nothing') },
  examples: ['same => n,Set(PJSIP_MOH_PASSTHROUGH()=yes)'],
  read({ call }) {
    const leg = legOf(call?.channel, 'PJSIP');
    return leg ? (leg.passesHold ? 'Yes' : 'No') : '';
  },
  write({ call }, _values, value) {
    const leg = legOf(call?.channel, 'PJSIP');
    if (leg) leg.passesHold = saysYes(value);
  },
});
