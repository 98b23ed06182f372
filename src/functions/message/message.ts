import { text } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { messageOf, messageOnChannel } from '../../pbx/ports/messages.ts';

const isPart = (part: string): part is 'to' | 'from' | 'body' => part === 'to' || part === 'from' || part === 'body';

/** A part of the text message that the channel handles. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'MESSAGE',
  module: 'core',
  synopsis: 'A part of the text message for which the dialplan runs',
  description: [
    'Writing makes the message that MessageSend sends; custom_data is accepted, and all of MESSAGE_DATA goes with it.',
  ],
  arguments: { part: text('to, from or body', { required: true }) },
  examples: ['same => n,NoOp(${MESSAGE(from)} says ${MESSAGE(body)})'],
  seeAlso: ['MESSAGE_DATA'],
  read(context, { part }) {
    const message = context.call?.channel.attachments.get(messageOnChannel);
    if (!message) {
      context.log.error('No MESSAGE data found on the channel to read.');
      return '';
    }
    if (isPart(part)) return message[part];
    context.warn(`Invalid argument to MESSAGE(): '${part}'`);
    return '';
  },
  write(context, { part }, value) {
    const attachments = context.call?.channel.attachments;
    if (part === 'custom_data') {
      if (!/^(mark|clear)_all_outbound$/.test(value)) context.warn(`'${value}' is not a valid value for custom_data`);
    } else if (isPart(part)) attachments?.set(messageOnChannel, { ...messageOf(attachments), [part]: value });
    else context.warn(`'${part}' is not a valid write argument.`);
  },
});
