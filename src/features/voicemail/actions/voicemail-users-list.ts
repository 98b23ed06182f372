import { actionMark, defineManagerAction, managerList, managerSuccess } from '../../../extend/define-manager-action.ts';
import { userHeaders } from '../user-headers.ts';
import { voicemailPort } from '../voicemail.ts';

/** VoicemailUsersList: all mailboxes and what they are set to. */
export const action = defineManagerAction({
  name: 'VoicemailUsersList',
  module: 'app_voicemail',
  synopsis: 'List All Voicemail User Information.',
  classes: ['call', 'reporting'],
  run(context, request) {
    const mail = context.use(voicemailPort);
    const boxes = [...mail.settings.boxes.values()];
    if (boxes.length === 0) return managerSuccess('There are no voicemail users currently defined.');
    return managerList(request, {
      message: 'Voicemail user list will follow',
      items: boxes.map((box) => [['Event', 'VoicemailUserEntry'], ...actionMark(request), ...userHeaders(mail, box)]),
      complete: 'VoicemailUserEntryComplete',
    });
  },
});
