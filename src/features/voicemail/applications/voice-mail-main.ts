import { goto } from '../../../channel/call.ts';
import { options, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { logIn } from '../log-in.ts';
import { MailboxMenu } from '../mailbox-menu.ts';
import { FOLDERS } from '../message.ts';
import { voicemailPort } from '../voicemail.ts';

/** Lets an owner hear and keep messages. */
export const application = defineApplication({
  name: 'VoiceMailMain',
  module: 'app_voicemail',
  synopsis: 'Lets the owner of a mailbox hear messages and change greetings',
  description: [
    'Asks for mailbox and password, then: 1 hears messages, 4 5 6 the one before, again, next, 7 deletes or gets back, 8 sends on, 9 keeps in a folder, 2 changes folders, 3 tells when and from whom, 0 greetings and password, # leaves.',
    '* while logging in leads to the extension a, where there is one. After the last wrong password the call goes on at the next priority, and so it does at the end.',
  ],
  arguments: {
    mailbox: text('box[@context]; asked for where left out'),
    options: options('how to come in', {
      a: { doc: 'hears the folder in brackets at once: a number from 0, or its name', parameter: 'required' },
      g: { doc: 'amplifies recordings where the channel can: SIP and Local channels cannot', parameter: 'required' },
      p: { doc: 'the mailbox is a prefix of what the caller enters' },
      r: { doc: 'only reads: nothing can be deleted' },
      s: { doc: 'asks for no password' },
    }),
  },
  examples: ['same => n,VoiceMailMain(${CALLERID(num)}@default,s)'],
  async run(call, { mailbox: name, options: given }) {
    const mail = call.use(voicemailPort);
    const { channel } = call;
    if (!channel.isUp) await channel.answer();
    const [box = '', context = ''] = name.split('@');
    const known = given.has('p') ? undefined : mail.find(name);
    const found = await logIn(call, mail, {
      known,
      context: known?.context ?? context,
      prefix: given.has('p') ? box : '',
      skipPassword: given.has('s'),
      silent: false,
    });
    if (found === undefined) return undefined;
    if (found === 'star') return goto({ context: channel.position.context, exten: 'a', priority: 1 });
    const wanted = given.parameter('a');
    const folder =
      wanted === undefined ? undefined : (FOLDERS.find((one) => one === wanted) ?? FOLDERS[Number(wanted)]);
    if (wanted && folder === undefined) call.log.warning(`VoiceMailMain: there is no folder '${wanted}'`);
    const options = { folder: wanted === undefined ? undefined : (folder ?? 'INBOX'), readOnly: given.has('r') };
    return new MailboxMenu(call, mail, found, options).run();
  },
});
