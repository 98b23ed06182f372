import { defineManagerAction, managerSuccess } from '../../../../extend/define-manager-action.ts';
import { withConference } from '../asked-conference.ts';

/** Unlock a Confbridge conference. */
export const action = defineManagerAction({
  name: 'ConfbridgeUnlock',
  module: 'app_confbridge',
  synopsis: 'Unlock a Confbridge conference.',
  arguments: 'Conference',
  classes: ['system', 'call'],
  run: (context, request) =>
    withConference(context, request, (conference) => {
      conference.lock(false);
      return managerSuccess('Conference unlocked');
    }),
});
