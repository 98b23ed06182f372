import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { voicemailPort } from '../voicemail.ts';

/** Whether there is a mailbox, as an application. */
export const application = defineApplication({
  name: 'MailboxExists',
  module: 'app_voicemail',
  synopsis: 'Tells whether there is a mailbox',
  description: ['Out of date: VM_INFO(box,exists) tells the same.'],
  arguments: { mailbox: text('box[@context]', { required: true }) },
  results: { VMBOXEXISTSSTATUS: 'SUCCESS or FAILED' },
  withoutArgument: 'end',
  examples: ['same => n,MailboxExists(1000@default)'],
  run(call, { mailbox }) {
    call.set('VMBOXEXISTSSTATUS', call.use(voicemailPort).find(mailbox) ? 'SUCCESS' : 'FAILED');
    return undefined;
  },
});
