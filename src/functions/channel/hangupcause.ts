import { causeText } from '../../channel/cause.ts';
import { hangupCausesKey } from '../../channel/hangup-causes.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** What a far end has said last. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'HANGUPCAUSE',
  module: 'func_hangupcause',
  synopsis: 'Why a channel that this one called has ended',
  description: ['The second argument: tech for the words of the technology (SIP 486 Busy Here), ast for the cause.'],
  arguments: { arguments: rest('channel,tech|ast') },
  examples: ['same => n,NoOp(${HANGUPCAUSE(${DIALEDPEERNAME},tech)})'],
  seeAlso: ['HANGUPCAUSE_KEYS', 'HangupCauseClear'],
  read(context, { arguments: text }) {
    const { call, log } = context;
    if (!call) return '';
    const [name = '', kind, ...more] = splitArguments(text, { raw: true });
    if (kind === undefined || more.length > 0) {
      const given = text === '' ? 0 : more.length + (kind === undefined ? 1 : 2);
      log.warning(`The HANGUPCAUSE function must have 2 parameters, not ${given}`);
      return '';
    }
    const told = call.channel.attachments.get(hangupCausesKey)?.get(name);
    if (!told) {
      log.warning(`Unable to find information for channel ${name}`);
      return '';
    }
    if (kind === 'tech') return told.technical;
    if (kind === 'ast') return causeText(told.cause);
    log.warning(`Information type not recognized (${kind})`);
    return '';
  },
});
