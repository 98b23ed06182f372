import { text } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { emptyMessage, messageOnChannel } from '../../pbx/ports/messages.ts';

/** A part of the text message that the channel handles. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'MESSAGE',
  module: 'core',
  synopsis: 'A part of the text message for which the dialplan runs, or that it is about to send',
  description: [
    'Read: to, from, body. Set: the same, and custom_data: mark_all_outbound sends all MESSAGE_DATA() along, clear_all_outbound none.',
  ],
  arguments: { part: text('to, from, body or custom_data', { required: true }) },
  items: { read: ['to', 'from', 'body'], write: ['to', 'from', 'body', 'custom_data'] },
  examples: ['same => n,NoOp(${MESSAGE(from)} says ${MESSAGE(body)})'],
  seeAlso: ['MESSAGE_DATA', 'MessageSend'],
  read({ call, log }, { part }) {
    const message = call?.channel.attachments.get(messageOnChannel);
    const wanted = part.toLowerCase();
    if (!message) log.error('No MESSAGE data found on the channel to read.');
    else if (wanted === 'to' || wanted === 'from' || wanted === 'body') return message[wanted];
    else log.warning(`Invalid argument to MESSAGE(): '${part}'`);
    return '';
  },
  write({ call, log }, { part }, value) {
    if (!call) return;
    const { attachments } = call.channel;
    const message = attachments.get(messageOnChannel) ?? emptyMessage;
    const wanted = part.toLowerCase();
    if (wanted === 'to' || wanted === 'from' || wanted === 'body')
      attachments.set(messageOnChannel, { ...message, [wanted]: value });
    else if (wanted !== 'custom_data') log.warning(`'${part}' is not a valid write argument.`);
    else if (value === 'mark_all_outbound')
      attachments.set(messageOnChannel, { ...message, outbound: new Set(message.data.keys()) });
    else if (value === 'clear_all_outbound')
      attachments.set(messageOnChannel, { ...message, outbound: new Set<string>() });
    else log.warning(`'${value}' is not a valid value for custom_data`);
  },
});
