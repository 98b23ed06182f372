import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { digitPrompts } from '../../../say/characters.ts';
import { playMail } from '../play-mail.ts';
import { voicemailPort } from '../voicemail.ts';

/** Says whose mailbox it is. */
export const application = defineApplication({
  name: 'VMSayName',
  module: 'app_voicemail',
  synopsis: 'Says the name that the owner of a mailbox has recorded',
  description: [
    'Where there is none, or no such mailbox, the extension’s digits are said. Does not answer the call; digits do not interrupt.',
  ],
  arguments: { mailbox: text('box[@context]', { required: true }) },
  withoutArgument: 'end',
  examples: ['same => n,VMSayName(1000@default)'],
  async run(call, { mailbox: name }) {
    const mail = call.use(voicemailPort);
    const mailbox = mail.find(name);
    const recorded = mailbox && mail.store.greeting(mailbox, 'greet');
    const [digits = ''] = name.split('@');
    const prompts = recorded === undefined ? ['vm-extension', ...digitPrompts(digits)] : [recorded];
    await playMail(call, mail, mailbox, prompts, '');
    return undefined;
  },
});
