import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { voicemailPort } from '../voicemail.ts';

/** Whether there is a mailbox. */
export const dialplanFunction = defineFunction({
  name: 'MAILBOX_EXISTS',
  module: 'app_voicemail',
  synopsis: 'Tells whether there is a mailbox',
  description: ['1 or 0. Out of date: VM_INFO(box,exists) tells the same.'],
  arguments: { mailbox: text('box[@context]', { required: true }) },
  examples: ['same => n,GotoIf(${MAILBOX_EXISTS(1000@default)}?voicemail)'],
  read: (context, { mailbox }) => (context.use(voicemailPort).find(mailbox) ? '1' : '0'),
});
