import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { boxText } from '../settings.ts';
import { voicemailPort } from '../voicemail.ts';

/** What is known of a mailbox. */
export const dialplanFunction = defineFunction({
  name: 'VM_INFO',
  module: 'app_voicemail',
  synopsis: 'Tells what is known of a mailbox',
  description: ['`exists` is 1 or 0; everything else is empty, with a warning, where there is no such mailbox.'],
  arguments: {
    mailbox: text('box[@context]', { required: true }),
    attribute: text('count, email, exists, fullname, language, locale, pager, password or tz', { required: true }),
    folder: text('of count; INBOX, and the urgent ones with it, if left out'),
  },
  examples: ['same => n,NoOp(${VM_INFO(1000@default,fullname)})'],
  read(context, { mailbox: name, attribute, folder }) {
    const mail = context.use(voicemailPort);
    const mailbox = mail.find(name);
    const wanted = attribute.toLowerCase();
    if (wanted === 'exists') return mailbox ? '1' : '0';
    if (!mailbox) return '';
    switch (wanted) {
      case 'count':
        return String(mail.store.countWithUrgent(mailbox, folder || 'INBOX'));
      case 'email':
        return mailbox.email;
      case 'fullname':
        return mailbox.fullName;
      case 'pager':
        return mailbox.pager;
      case 'password':
        return mailbox.password;
      case 'language':
        return boxText(mail.settings, mailbox, 'language') || (context.call?.channel.settings.language ?? '');
      case 'tz':
      case 'locale':
        return boxText(mail.settings, mailbox, wanted);
      default:
        context.log.error(`Unknown attribute '${attribute}' for VM_INFO`);
        return '';
    }
  },
});
