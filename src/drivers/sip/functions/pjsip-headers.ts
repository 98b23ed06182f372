import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { legOf } from '../call/leg-of.ts';
import { headerNames } from '../call/session-headers.ts';

/** Which headers a call has. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_HEADERS',
  module: 'res_pjsip_header_funcs',
  synopsis: 'The names of the headers of a PJSIP call that begin with a text, with commas between them',
  arguments: { beginning: rest('what they begin with') },
  examples: ['same => n,NoOp(${PJSIP_HEADERS(X-)})'],
  seeAlso: ['PJSIP_HEADER'],
  read({ call, log }, { beginning }) {
    if (call && !legOf(call.channel, 'PJSIP')) log.error('This function requires a PJSIP channel.');
    else if (beginning === '') log.error('This function requires a pattern.');
    return call && beginning !== '' ? headerNames(call.channel, beginning).join(',') : '';
  },
});
