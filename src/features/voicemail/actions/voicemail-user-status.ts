import {
  actionMark,
  defineManagerAction,
  managerError,
  managerList,
  managerSuccess,
} from '../../../extend/define-manager-action.ts';
import { userHeaders } from '../user-headers.ts';
import { voicemailPort } from '../voicemail.ts';

/**
 * VoicemailUserStatus: one mailbox and what it is set to. Deviation: without an e-mail address `Email` is empty; Asterisk 16 writes `(null)`.
 */
export const action = defineManagerAction({
  name: 'VoicemailUserStatus',
  module: 'app_voicemail',
  synopsis: "Show the status of given voicemail user's info.",
  arguments: 'Context Mailbox',
  classes: ['call', 'reporting'],
  run(context, request) {
    const [where, box] = [request.header('Context'), request.header('Mailbox')];
    if (where === '' || box === '') return managerError("Need 'Context' and 'Mailbox' parameters.");
    const mail = context.use(voicemailPort);
    const mailbox = mail.settings.boxes.get(`${box}@${where}`);
    if (!mailbox) return managerSuccess('There is no voicemail user of the given info.');
    return managerList(request, {
      message: 'Voicemail user detail will follow',
      items: [[['Event', 'VoicemailUserDetail'], ...actionMark(request), ...userHeaders(mail, mailbox)]],
      complete: 'VoicemailUserDetailComplete',
    });
  },
});
