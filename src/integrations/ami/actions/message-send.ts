import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { messagesPort } from '../../../pbx/ports/messages.ts';
import { readVariables } from '../originate-rights.ts';

/** MessageSend: sends a text message outside of calls. @see observed: Asterisk 16. */
export const action = defineManagerAction({
  name: 'MessageSend',
  module: 'manager',
  synopsis: 'Send an out of call message to an endpoint.',
  arguments: '[Destination] [To] [From] [Body] [Base64Body] [Variable]',
  classes: ['message'],
  async run(context, request) {
    const to = request.header('To');
    const destination = request.header('Destination') || to;
    if (destination === '') return managerError("No 'To' address specified.");
    const encoded = request.header('Base64Body');
    const body = encoded === '' ? request.header('Body') : Buffer.from(encoded, 'base64').toString('utf8');
    const status = await context.use(messagesPort).send(destination, {
      from: request.header('From'),
      writtenFrom: '',
      writtenTo: to,
      body,
      headers: readVariables(request),
    });
    if (status === 'INVALID_PROTOCOL') return managerError('Message technology not found.');
    return status === 'SUCCESS' ? managerSuccess('Message successfully sent') : managerError('Message failed to send.');
  },
});
