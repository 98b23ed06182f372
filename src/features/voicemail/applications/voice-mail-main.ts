import { goto } from '../../../channel/call.ts';
import { options, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
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
    '* while logging in leads to the extension a, where there is one. After the last wrong password the call ends.',
  ],
  arguments: {
    mailbox: text('box[@context]; asked for where left out'),
    options: options('how to come in', {
      a: { doc: 'hears the folder in brackets at once: a number from 0, or its name', parameter: 'required' },
      g: { doc: 'amplifies recordings', parameter: 'required', waitsFor: 'gain in recordings' },
      p: { doc: 'the mailbox is a prefix of what the caller enters' },
      r: { doc: 'only reads: nothing is deleted or changed', waitsFor: 'reading without changes' },
      s: { doc: 'asks for no password' },
    }),
  },
  examples: ['same => n,VoiceMailMain(${CALLERID(num)}@default,s)'],
  async run(call, { mailbox: name, options: given }) {
    const mail = call.use(voicemailPort);
    const { channel } = call;
    if (!channel.isUp) await channel.answer();
    const [box = '', context = ''] = name.split('@');
    const asked = box === '' || given.has('p');
    const found = await logIn(call, mail, {
      mailbox: asked ? '' : name,
      context,
      prefix: given.has('p') ? box : '',
      skipPassword: given.has('s'),
    });
    if (found === undefined) return { kind: 'end' };
    if (found === 'star') {
      const target = { context: channel.position.context, exten: 'a', priority: 1 };
      const there = call.use(dialplanPort).exists(target, channel.parties.caller.number);
      return there ? goto(target) : undefined;
    }
    const wanted = given.parameter('a');
    const folder =
      wanted === undefined ? undefined : (FOLDERS[Number(wanted)] ?? FOLDERS.find((one) => one === wanted));
    if (wanted !== undefined && folder === undefined) call.log.warning(`VoiceMailMain: there is no folder '${wanted}'`);
    await new MailboxMenu(call, mail, found, folder ?? 'INBOX').run({ playAtOnce: folder !== undefined });
    return undefined;
  },
});
