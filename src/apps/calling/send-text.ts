import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Sends a text to the phone. @see observed: Asterisk 16. */
export const application = defineApplication({
  name: 'SendText',
  module: 'app_sendtext',
  synopsis: 'Sends a text message to the phone, within the call',
  description: ['SENDTEXT_BODY, where it is set, is sent instead of the argument.'],
  arguments: { text: rest('what to send') },
  results: { SENDTEXTSTATUS: 'SUCCESS, FAILURE, or UNSUPPORTED (this technology cannot)' },
  examples: ['same => n,SendText(You have new messages)'],
  seeAlso: ['ReceiveText'],
  async run(call, { text: given }) {
    const { leg } = call.channel;
    const text = call.get('SENDTEXT_BODY') || given;
    if (!leg.sendText) call.set('SENDTEXTSTATUS', 'UNSUPPORTED');
    else if (text === '') call.set('SENDTEXTSTATUS', 'SUCCESS');
    else call.set('SENDTEXTSTATUS', (await leg.sendText(text)) ? 'SUCCESS' : 'FAILURE');
    return undefined;
  },
});
