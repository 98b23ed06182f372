import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/** SendText: sends a text within a call. @see observed: Asterisk 16. */
export const action = defineManagerAction({
  name: 'SendText',
  module: 'manager',
  synopsis: 'Sends a text message to channel. A content type can be optionally specified.',
  arguments: 'Channel Message [Content-Type]',
  classes: ['call'],
  async run(context, request) {
    const name = request.header('Channel');
    if (name === '') return managerError('No channel specified');
    const text = request.header('Message');
    if (text === '') return managerError('No Message specified');
    const channel = context.use(channelsPort).find(name);
    if (!channel) return managerError('No such channel');
    const sent = (await channel.leg.sendText?.(text)) ?? false;
    return sent ? managerSuccess('Success') : managerError('Failure');
  },
});
