import { options, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { logIn } from '../log-in.ts';
import { voicemailPort } from '../voicemail.ts';

/** Asks for a mailbox's password. */
export const application = defineApplication({
  name: 'VMAuthenticate',
  module: 'app_voicemail',
  synopsis: 'Lets through only who knows the password of a mailbox',
  description: ['The call ends after the last wrong password.'],
  arguments: {
    mailbox: text('box[@context]; asked for where left out'),
    options: options('how to ask', { s: { doc: 'no first prompt', waitsFor: 'logging in without the first prompt' } }),
  },
  results: { AUTH_MAILBOX: 'the mailbox', AUTH_CONTEXT: 'its context' },
  examples: ['same => n,VMAuthenticate(1000@default)'],
  async run(call, { mailbox: name }) {
    const [box = '', context = ''] = name.split('@');
    if (!call.channel.isUp) await call.channel.answer();
    const found = await logIn(call, call.use(voicemailPort), {
      mailbox: box === '' ? '' : name,
      context,
      prefix: '',
      skipPassword: false,
    });
    if (found === undefined || found === 'star') return { kind: 'end' };
    call.set('AUTH_MAILBOX', found.box);
    call.set('AUTH_CONTEXT', found.context);
    return undefined;
  },
});
