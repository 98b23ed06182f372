import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { FOLDERS } from '../message.ts';
import { playMail } from '../play-mail.ts';
import { voicemailPort } from '../voicemail.ts';

/** Plays one message, by its lasting name. */
export const application = defineApplication({
  name: 'VoiceMailPlayMsg',
  module: 'app_voicemail',
  synopsis: 'Plays one message of a mailbox',
  description: ['Answers the call first. The message stays where it lies, in whatever folder that is.'],
  arguments: {
    mailbox: text('box[@context]', { required: true }),
    message: text('the msg_id of its text file', { required: true }),
  },
  results: {
    VOICEMAIL_PLAYBACKSTATUS: 'SUCCESS, or FAILED where there is no such message or its sound cannot be played',
  },
  examples: ['same => n,VoiceMailPlayMsg(1000@default,1767225600-00000000)'],
  async run(call, { mailbox: name, message: wanted }) {
    const mail = call.use(voicemailPort);
    if (!call.channel.isUp) await call.channel.answer();
    const mailbox = mail.find(name);
    const folders = mailbox ? [...FOLDERS, 'Urgent'] : [];
    const message = folders
      .flatMap((folder) => (mailbox ? mail.store.list(mailbox, folder) : []))
      .find(({ facts }) => facts.messageId === wanted);
    const failed = message ? (await playMail(call, mail, mailbox, [message.base], '')).failed : [wanted];
    call.set('VOICEMAIL_PLAYBACKSTATUS', failed.length === 0 ? 'SUCCESS' : 'FAILED');
    return undefined;
  },
});
