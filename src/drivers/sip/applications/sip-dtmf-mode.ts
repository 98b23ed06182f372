import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { legOf } from '../call/leg-of.ts';
import type { DigitMode } from '../config/endpoint.ts';

const MODES: Readonly<Record<string, DigitMode>> = {
  info: 'info',
  shortinfo: 'info',
  inband: 'inband',
  rfc2833: 'rfc4733',
  auto: 'auto',
};

/** Changes how digits travel in this call. @see observed: Asterisk 16. */
export const application = defineApplication({
  name: 'SIPDtmfMode',
  module: 'chan_sip',
  synopsis: 'Changes how digits travel in a call from a SIP phone: inband, info, shortinfo, rfc2833, auto',
  arguments: { mode: text('how') },
  examples: ['same => n,SIPDtmfMode(info)'],
  seeAlso: ['PJSIP_DTMF_MODE'],
  run(call, { mode }) {
    const leg = legOf(call.channel, 'SIP');
    const wanted = Object.hasOwn(MODES, mode.toLowerCase()) ? MODES[mode.toLowerCase()] : undefined;
    if (!leg) call.log.warning('Call this application only on SIP incoming calls');
    else if (!wanted) call.log.warning(`I don't know about this dtmf mode: ${mode}`);
    else leg.digitMode = wanted;
    return undefined;
  },
});
