import { goto } from '../../../channel/call.ts';
import { options, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { logIn } from '../log-in.ts';
import { playMail } from '../play-mail.ts';
import { voicemailPort } from '../voicemail.ts';

/** Asks for a mailbox's password. Deviation: AUTH_CONTEXT has the context, as Asterisk documents; Asterisk 16 leaves it empty. */
export const application = defineApplication({
  name: 'VMAuthenticate',
  module: 'app_voicemail',
  synopsis: 'Lets through only who knows the password of a mailbox',
  description: [
    'Does not answer the call. The call ends after the last wrong password; * leads to the extension a, where there is one.',
  ],
  arguments: {
    mailbox: text('box[@context]; asked for where left out'),
    options: options('how to ask', { s: { doc: 'asks for the mailbox without saying so' } }),
  },
  results: { AUTH_MAILBOX: 'the mailbox', AUTH_CONTEXT: 'its context' },
  examples: ['same => n,VMAuthenticate(1000@default)'],
  async run(call, { mailbox: name, options: given }) {
    const mail = call.use(voicemailPort);
    const [, context = ''] = name.split('@');
    const known = mail.find(name);
    const found = await logIn(call, mail, {
      known,
      context: known?.context ?? context,
      prefix: '',
      skipPassword: false,
      silent: given.has('s'),
    });
    if (found === undefined) return { kind: 'end' };
    if (found === 'star') return goto({ context: call.channel.position.context, exten: 'a', priority: 1 });
    call.set('AUTH_MAILBOX', found.box);
    call.set('AUTH_CONTEXT', found.context);
    await playMail(call, mail, found, ['auth-thankyou'], '');
    return undefined;
  },
});
