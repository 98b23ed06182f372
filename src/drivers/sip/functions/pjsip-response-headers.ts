import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { answerOf, legOf } from '../call/leg-of.ts';

/** Which headers the answer to a call that we placed has. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_RESPONSE_HEADERS',
  module: 'res_pjsip_header_funcs',
  synopsis:
    'The names of the headers of the response that answered a call to a PJSIP phone, those that begin with a text',
  arguments: { beginning: rest('what they begin with') },
  examples: ['same => n,NoOp(${PJSIP_RESPONSE_HEADERS(X-)})'],
  seeAlso: ['PJSIP_RESPONSE_HEADER'],
  read({ call, log }, { beginning }) {
    if (beginning === '') {
      log.error('This function requires a pattern.');
      return '';
    }
    const leg = legOf(call?.channel, 'PJSIP');
    const names =
      (leg &&
        answerOf(leg)
          ?.allHeaders()
          .map(([name]) => name)) ??
      [];
    return names.filter((name) => name.toLowerCase().startsWith(beginning.toLowerCase())).join(',');
  },
});
