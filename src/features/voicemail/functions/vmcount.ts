import { list, text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { voicemailPort } from '../voicemail.ts';

/** How many messages there are. */
export const dialplanFunction = defineFunction({
  name: 'VMCOUNT',
  module: 'app_voicemail',
  synopsis: 'Counts the messages of mailboxes',
  description: [
    'Of one folder, INBOX if none is named, which counts urgent ones too; several mailboxes joined by & give the sum.',
  ],
  arguments: { mailboxes: list('box[@context], joined by &', { required: true }), folder: text('a folder') },
  examples: ['same => n,NoOp(${VMCOUNT(1000@default)} new, ${VMCOUNT(1000@default,Old)} old)'],
  read(context, { mailboxes, folder }) {
    const mail = context.use(voicemailPort);
    const counts = mailboxes.map((name) => {
      const [box = '', where = 'default'] = name.split('@');
      return mail.store.countWithUrgent({ box: box.trim(), context: where.trim() || 'default' }, folder || 'INBOX');
    });
    return String(counts.reduce((sum, count) => sum + count, 0));
  },
});
