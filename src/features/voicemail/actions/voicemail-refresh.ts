import { defineManagerAction, managerSuccess } from '../../../extend/define-manager-action.ts';
import { voicemailPort } from '../voicemail.ts';

/** VoicemailRefresh: looks into mailboxes again, all of them or those of a context or number, for what other programs put there. */
export const action = defineManagerAction({
  name: 'VoicemailRefresh',
  module: 'app_voicemail',
  synopsis: 'Tell Asterisk to poll mailboxes for a change',
  arguments: '[Context] [Mailbox]',
  classes: ['user'],
  run(context, request) {
    const mail = context.use(voicemailPort);
    const [where, box] = [request.header('Context'), request.header('Mailbox')];
    for (const mailbox of mail.settings.boxes.values())
      if ((where === '' || mailbox.context === where) && (box === '' || mailbox.box === box)) mail.look(mailbox);
    return managerSuccess('Refresh sent');
  },
});
