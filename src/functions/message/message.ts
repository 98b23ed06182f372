import { text } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { messageOnChannel } from '../../pbx/ports/messages.ts';

/** A part of the text message that the channel handles. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'MESSAGE',
  module: 'core',
  synopsis: 'A part of the text message for which the dialplan runs',
  arguments: { part: text('to, from or body', { required: true }) },
  examples: ['same => n,NoOp(${MESSAGE(from)} says ${MESSAGE(body)})'],
  seeAlso: ['MESSAGE_DATA'],
  read({ call }, { part }) {
    const message = call?.channel.attachments.get(messageOnChannel);
    const parts: Readonly<Record<string, string | undefined>> = { ...message, data: undefined };
    return (Object.hasOwn(parts, part.toLowerCase()) ? parts[part.toLowerCase()] : undefined) ?? '';
  },
});
