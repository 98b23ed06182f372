import type { Call } from '../../../../channel/call.ts';
import { text } from '../../../../extend/argument.ts';
import { defineApplication } from '../../../../extend/define-application.ts';
import { choose } from '../../choose.ts';
import { confbridgePort } from '../../hall.ts';

/** Sends somebody out of a conference. */
export const application = defineApplication({
  name: 'ConfKick',
  module: 'app_confbridge',
  synopsis: 'Sends a channel, or all, out of a conference',
  arguments: {
    conference: text('its name'),
    channel: text('a channel, all, or participants for all but administrators; all unless given'),
  },
  results: { CONFKICKSTATUS: 'SUCCESS, or FAILURE if there was nobody to send out' },
  examples: ['same => n,ConfKick(1234,participants)'],
  seeAlso: ['ConfBridge', 'CONFBRIDGE_INFO'],
  run(call, { conference, channel }) {
    call.set('CONFKICKSTATUS', kick(call, conference, channel || 'all') ? 'SUCCESS' : 'FAILURE');
    return undefined;
  },
});

function kick(call: Call, name: string, who: string): boolean {
  if (name === '') {
    call.log.warning('No conference bridge specified.');
    return false;
  }
  const conference = call.use(confbridgePort).find(name);
  if (!conference) {
    call.log.warning(`No conference bridge named '${name}' found!`);
    return false;
  }
  const chosen = choose(conference, who, { beginning: false });
  if (chosen.length === 0) call.log.warning(`No participant named '${who}' found!`);
  for (const one of chosen) one.leave('kicked');
  return chosen.length > 0;
}
