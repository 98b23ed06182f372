import { text } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { emptyMessage, messageOnChannel, type TextMessage } from '../../pbx/ports/messages.ts';

/** What else came with the text message, for example `XMPP_BUDDY` or a header of SIP. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'MESSAGE_DATA',
  module: 'core',
  synopsis: 'A value that came with the text message for which the dialplan runs; what is set is sent along',
  arguments: { name: text('its name', { required: true }) },
  examples: ['same => n,NoOp(${MESSAGE_DATA(XMPP_BUDDY)})', 'same => n,Set(MESSAGE_DATA(X-Colour)=red)'],
  seeAlso: ['MESSAGE', 'MessageSend'],
  read({ call, log }, { name }) {
    const message = call?.channel.attachments.get(messageOnChannel);
    if (!message) log.error('No MESSAGE data found on the channel to read.');
    return message?.data.get(nameIn(message, name)) ?? '';
  },
  write({ call }, { name }, value) {
    if (!call) return;
    const { attachments } = call.channel;
    const message = attachments.get(messageOnChannel) ?? emptyMessage;
    attachments.set(messageOnChannel, {
      ...message,
      data: new Map(message.data).set(nameIn(message, name), value),
      outbound: new Set(message.outbound).add(nameIn(message, name)),
    });
  },
});

/** The name as the message writes it: upper and lower case are alike. */
function nameIn({ data }: TextMessage, name: string): string {
  return [...data.keys()].find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
}
