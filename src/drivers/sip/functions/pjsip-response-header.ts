import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { decodeText } from '../../../sip/message/byte-text.ts';
import { answerOf, legOf } from '../call/leg-of.ts';

/** A header of the answer to a call that we placed. @see observed: Asterisk 16, Dial's option U. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_RESPONSE_HEADER',
  module: 'res_pjsip_header_funcs',
  synopsis: 'A header of the response that answered a call to a PJSIP phone',
  description: ['Read on the channel that was called, for example in the routine of Dial’s option U.'],
  arguments: { arguments: rest('read,name[,number]') },
  items: { read: ['read'], write: [] },
  examples: ['same => n,NoOp(${PJSIP_RESPONSE_HEADER(read,User-Agent)})'],
  seeAlso: ['PJSIP_RESPONSE_HEADERS'],
  read({ call, log }, { arguments: text }) {
    const [action = '', name = '', number = ''] = splitArguments(text, { raw: true, limit: 3 });
    if (action === '') log.error('This function requires an action.');
    else if (name === '') log.error('This function requires a header name.');
    else if (action.toLowerCase() !== 'read') log.error(`Unknown action '${action}' is not valid, must be 'read'.`);
    else {
      const leg = legOf(call?.channel, 'PJSIP');
      const wanted = number === '' ? 1 : Number.parseInt(number, 10);
      return decodeText((leg && answerOf(leg)?.linesNamed(name)[Math.max(1, wanted) - 1]) ?? '');
    }
    return '';
  },
});
