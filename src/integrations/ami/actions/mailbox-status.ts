import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { mailboxesPort } from '../../../pbx/ports/mailboxes.ts';

/** MailboxStatus: whether messages wait in a mailbox, or in any of several. */
export const action = defineManagerAction({
  name: 'MailboxStatus',
  module: 'manager',
  synopsis: 'Check mailbox.',
  arguments: 'Mailbox',
  classes: ['call', 'reporting'],
  run(context, request) {
    const mailbox = request.header('Mailbox');
    if (mailbox === '') return managerError('Mailbox not specified');
    const counts = context.use(mailboxesPort).counts(mailbox);
    const waiting = (counts?.unheard ?? 0) + (counts?.urgent ?? 0) > 0;
    return {
      response: 'Success',
      message: 'Mailbox Status',
      headers: [
        ['Mailbox', mailbox],
        ['Waiting', waiting ? '1' : '0'],
      ],
    };
  },
});
