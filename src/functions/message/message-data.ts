import { text } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { emptyMessage, messageOnChannel } from '../../pbx/ports/messages.ts';

/** What else came with the text message, for example `XMPP_BUDDY` or a header of SIP. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'MESSAGE_DATA',
  module: 'core',
  synopsis: 'A value that came with the text message for which the dialplan runs; what is set is sent along',
  arguments: { name: text('its name', { required: true }) },
  examples: ['same => n,NoOp(${MESSAGE_DATA(XMPP_BUDDY)})', 'same => n,Set(MESSAGE_DATA(X-Colour)=red)'],
  seeAlso: ['MESSAGE', 'MessageSend'],
  read: ({ call }, { name }) => call?.channel.attachments.get(messageOnChannel)?.data.get(name) ?? '',
  write({ call }, { name }, value) {
    if (!call) return;
    const { attachments } = call.channel;
    const message = attachments.get(messageOnChannel) ?? emptyMessage;
    attachments.set(messageOnChannel, {
      ...message,
      data: new Map(message.data).set(name, value),
      outbound: new Set(message.outbound).add(name),
    });
  },
});
