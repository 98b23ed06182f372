import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { legOf } from '../call/leg-of.ts';
import type { DigitMode } from '../config/endpoint.ts';

const MODES: readonly DigitMode[] = ['rfc4733', 'inband', 'info', 'auto', 'auto_info', 'none'];

/** How digits travel in this call. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_DTMF_MODE',
  module: 'chan_pjsip',
  synopsis: 'How digits travel in a call of a PJSIP phone: rfc4733, inband, info, auto, auto_info',
  arguments: { ignored: rest('nothing') },
  examples: ['same => n,Set(PJSIP_DTMF_MODE()=info)'],
  seeAlso: ['SIPDtmfMode'],
  read({ call, log }) {
    const leg = legOf(call?.channel, 'PJSIP');
    if (call && !leg) log.warning(`Cannot call PJSIP_DTMF_MODE on a non-PJSIP channel`);
    return leg?.digitMode ?? '';
  },
  write({ call, log }, _values, value) {
    const leg = legOf(call?.channel, 'PJSIP');
    const mode = MODES.find((one) => one === value.trim().toLowerCase());
    if (!call) return;
    if (!leg) log.warning(`Cannot call PJSIP_DTMF_MODE on a non-PJSIP channel`);
    else if (!mode || mode === 'none')
      log.warning(`Cannot set DTMF mode to '${value}' on channel '${call.channel.name}' as value is invalid.`);
    else leg.digitMode = mode;
  },
});
