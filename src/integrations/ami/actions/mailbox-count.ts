import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { mailboxesPort } from '../../../pbx/ports/mailboxes.ts';

/** MailboxCount: how many messages lie in a mailbox; none in one that nobody knows. */
export const action = defineManagerAction({
  name: 'MailboxCount',
  module: 'manager',
  synopsis: 'Check Mailbox Message Count.',
  arguments: 'Mailbox',
  classes: ['call', 'reporting'],
  run(context, request) {
    const mailbox = request.header('Mailbox');
    if (mailbox === '') return managerError('Mailbox not specified');
    const counts = context.use(mailboxesPort).counts(mailbox);
    return {
      response: 'Success',
      message: 'Mailbox Message Count',
      headers: [
        ['Mailbox', mailbox],
        ['UrgMessages', String(counts?.urgent ?? 0)],
        ['NewMessages', String(counts?.unheard ?? 0)],
        ['OldMessages', String(counts?.heard ?? 0)],
      ],
    };
  },
});
