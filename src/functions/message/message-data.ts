import { text } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { messageOf, messageOnChannel } from '../../pbx/ports/messages.ts';

/** What else came with the text message, for example `XMPP_BUDDY`. */
export const dialplanFunction = defineFunction({
  name: 'MESSAGE_DATA',
  module: 'core',
  synopsis: 'A value that came with the text message for which the dialplan runs',
  arguments: { name: text('its name', { required: true }) },
  examples: ['same => n,NoOp(${MESSAGE_DATA(XMPP_BUDDY)})'],
  seeAlso: ['MESSAGE'],
  read: ({ call }, { name }) => call?.channel.attachments.get(messageOnChannel)?.data.get(name) ?? '',
  write({ call }, { name }, value) {
    const attachments = call?.channel.attachments;
    const message = messageOf(attachments);
    attachments?.set(messageOnChannel, { ...message, data: new Map(message.data).set(name, value) });
  },
});
