import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { messageOnChannel, messagesPort } from '../../pbx/ports/messages.ts';

/** Sends the message of the channel. @see observed: Asterisk 16. */
export const application = defineApplication({
  name: 'MessageSend',
  module: 'core',
  synopsis: 'Sends the text message that MESSAGE() holds',
  description: [
    'To sip:peer, sip:number@host, pjsip:endpoint, pjsip:endpoint/sip:number@host, or xmpp:somebody@example.org (from xmpp:account).',
  ],
  arguments: {
    destination: text('where to'),
    from: text('as whom'),
    to: text('what the message says of whom it is for'),
  },
  results: {
    MESSAGE_SEND_STATUS: 'SUCCESS (it is on its way), FAILURE, INVALID_PROTOCOL (no such way), INVALID_URI',
  },
  examples: ['same => n,Set(MESSAGE(body)=Dinner is ready)', 'same => n,MessageSend(pjsip:alice)'],
  seeAlso: ['MESSAGE', 'MESSAGE_DATA', 'SendText'],
  async run(call, { destination, from, to }) {
    if (destination === '') call.log.warning('An argument is required to MessageSend()');
    const message = call.channel.attachments.get(messageOnChannel);
    if (!message && destination !== '') {
      call.log.warning('No message data found on channel to send.');
      call.set('MESSAGE_SEND_STATUS', 'FAILURE');
      return undefined;
    }
    const status = await call.use(messagesPort).send(destination, {
      from,
      writtenFrom: message?.from ?? '',
      writtenTo: to || (message?.to ?? ''),
      body: message?.body ?? '',
      headers: [...(message?.data ?? [])].filter(([name]) => message?.outbound.has(name)),
    });
    call.set('MESSAGE_SEND_STATUS', status);
    return undefined;
  },
});
