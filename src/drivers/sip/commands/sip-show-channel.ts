import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { describeCall, sipLegs } from '../listing/sip-call-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show channel CALL-ID`. */
export const command = defineCliCommand({
  command: 'sip show channel <call-id>',
  module: 'chan_sip',
  synopsis: 'Tell all of a call',
  usage: 'The call is named by its Call-ID, or by the beginning of one, as sip show channels lists them.',
  complete: (context, typed) =>
    typed.length > 0 ? [] : sipLegs(context.use(sipStackPort)).map(({ callId }) => callId),
  run(context, [callId = '']) {
    const found = sipLegs(context.use(sipStackPort)).filter((leg) => leg.callId.startsWith(callId));
    return found.length === 0
      ? `No such SIP Call ID starting with '${callId}'\n`
      : found.map((leg) => describeCall(leg)).join('');
  },
});
