import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { encodeText } from '../../../sip/message/byte-text.ts';
import { legOf } from '../call/leg-of.ts';

/** Sends a text by INFO. @see observed: Asterisk 16. */
export const application = defineApplication({
  name: 'SIPSendCustomINFO',
  module: 'chan_sip',
  synopsis: 'Sends an INFO with a text of your own within the call',
  arguments: { arguments: rest('text[,user agent that it is for]') },
  examples: ['same => n,SIPSendCustomINFO(ring loudly)'],
  run(call, { arguments: given }) {
    const [text = '', agent = ''] = splitArguments(given);
    const leg = legOf(call.channel, 'SIP');
    if (text === '') call.log.warning('You must provide data to be sent');
    else if (!leg) call.log.warning(`Attempted to send a custom INFO on a non-SIP channel ${call.channel.name}`);
    else if (agent === '' || leg.peerAgent.includes(agent))
      leg.session?.send('INFO', {
        headers: [leg.session.contact],
        body: { type: 'text/plain', text: encodeText(text) },
      });
    return undefined;
  },
});
