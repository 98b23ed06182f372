import { showIndication } from '../../../channel/prompt/background-tone.ts';
import { list, options } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { MessageTaking } from '../leave-message.ts';
import type { Mailbox } from '../settings.ts';
import { voicemailPort } from '../voicemail.ts';

/**
 * Takes a message. Deviation: several mailboxes may be written `1&2@work`, each with a context of its own; Asterisk 16 looks for a
 * mailbox `1&2` then. Deviation: who hangs up during the beep has left nothing, as during the greeting: FAILED; Asterisk files an empty message.
 */
export const application = defineApplication({
  name: 'VoiceMail',
  module: 'app_voicemail',
  synopsis: 'Takes a message for one or more mailboxes',
  description: [
    'Plays a greeting, then the instructions and a beep, and records until the caller presses #, is silent or talks too long, or hangs up. Every mailbox gets the message; the first one’s settings count.',
    '0 leads to the extension o where `operator` is on, * to the extension a, in the mailbox’s exitcontext or the calling context. The call goes on at the next priority.',
  ],
  arguments: {
    mailboxes: list('box[@context], joined by &', { required: true }),
    options: options('how to take it', {
      b: { doc: 'the greeting for when the owner is busy' },
      d: {
        doc: 'single digits lead to extensions of the context in brackets, or of the calling one',
        parameter: 'optional',
      },
      e: { doc: 'the greeting as early media: the call is answered when the message begins' },
      g: { doc: 'amplifies the recording where the channel can: SIP and Local channels cannot', parameter: 'required' },
      P: { doc: 'marks the message as one of priority; it stays among the others' },
      s: { doc: 'no instructions' },
      S: { doc: 'no instructions after a greeting of the owner’s own' },
      t: { doc: 'the beep in brackets, or none', parameter: 'optional' },
      u: { doc: 'the greeting for when the owner is away' },
      U: { doc: 'marks the message as urgent' },
    }),
  },
  results: {
    VMSTATUS:
      'SUCCESS, USEREXIT (a digit led away), FAILED (no such mailbox, full, too short, or the caller hung up before the beep)',
  },
  examples: ['same => n,VoiceMail(1000@default,u)', 'same => n,VoiceMail(1000&1001,bs)'],
  async run(call, { mailboxes, options: given }) {
    const mail = call.use(voicemailPort);
    const boxes: Mailbox[] = [];
    for (const name of mailboxes) {
      const mailbox = mail.find(name);
      if (mailbox) boxes.push(mailbox);
      else call.log.warning(`No entry in voicemail config file for '${name}'`);
    }
    const [first, ...others] = boxes;
    if (!first || mail.find(mailboxes[0] ?? '') !== first) {
      call.set('VMSTATUS', 'FAILED');
      return undefined;
    }
    if (!call.channel.isUp) {
      if (given.has('e')) showIndication(call.channel, 'progress', undefined);
      else await call.channel.answer();
    }
    const taking = new MessageTaking(call, mail, [first, ...others], {
      greeting: given.has('b') ? 'busy' : given.has('u') ? 'unavail' : undefined,
      skipInstructions: given.has('s') ? 'always' : given.has('S') ? 'if-greeted' : 'never',
      urgent: given.has('U'),
      priority: given.has('P'),
      digitContext: given.has('d') ? (given.parameter('d') ?? '') : undefined,
      beep: given.has('t') ? (given.parameter('t') ?? '') : 'beep',
    });
    return taking.take();
  },
});
