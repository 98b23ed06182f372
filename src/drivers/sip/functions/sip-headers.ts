import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { inviteOf, legOf } from '../call/leg-of.ts';

/** Which headers the call came in with. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'SIP_HEADERS',
  module: 'chan_sip',
  synopsis: 'The names of the headers with which a SIP call came in, with commas between them',
  description: ['Only those that begin with the text given; each once.'],
  arguments: { beginning: rest('what they begin with') },
  examples: ['same => n,NoOp(${SIP_HEADERS(X-)})'],
  seeAlso: ['SIP_HEADER'],
  read({ call, log }, { beginning }) {
    if (!call) return '';
    const leg = legOf(call.channel, 'SIP');
    if (!leg) {
      log.warning('This function can only be used on SIP channels.');
      return '';
    }
    const names =
      inviteOf(leg)
        ?.allHeaders()
        .map(([name]) => name) ?? [];
    return [...new Set(names)].filter((name) => name.startsWith(beginning)).join(',');
  },
});
