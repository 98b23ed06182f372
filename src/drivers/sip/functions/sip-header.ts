import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { decodeText } from '../../../sip/message/byte-text.ts';
import { inviteOf, legOf } from '../call/leg-of.ts';

/** A header of the call that came in. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'SIP_HEADER',
  module: 'chan_sip',
  synopsis: 'A header of the INVITE with which a SIP call came in',
  description: ['With a number, the header of that number among those of the same name; 1 unless it is given.'],
  arguments: { arguments: rest('name[,number]') },
  examples: ['same => n,NoOp(${SIP_HEADER(User-Agent)})'],
  seeAlso: ['SIP_HEADERS', 'PJSIP_HEADER'],
  read(context, { arguments: text }) {
    const [name = '', number] = splitArguments(text, { raw: true, limit: 2 });
    const { call, log } = context;
    if (text === '') log.warning('This function requires a header name.');
    if (!call || text === '') return '';
    const leg = legOf(call.channel, 'SIP');
    if (!leg) {
      log.warning('This function can only be used on SIP channels.');
      return '';
    }
    const wanted = number === undefined || number.trim() === '' ? 1 : Number.parseInt(number, 10);
    return decodeText(inviteOf(leg)?.linesNamed(name)[Math.max(1, wanted) - 1] ?? '');
  },
});
