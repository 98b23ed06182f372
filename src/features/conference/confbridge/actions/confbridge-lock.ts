import { defineManagerAction, managerSuccess } from '../../../../extend/define-manager-action.ts';
import { withConference } from '../asked-conference.ts';

/** Lock a Confbridge conference. */
export const action = defineManagerAction({
  name: 'ConfbridgeLock',
  module: 'app_confbridge',
  synopsis: 'Lock a Confbridge conference.',
  arguments: 'Conference',
  classes: ['system', 'call'],
  run: (context, request) =>
    withConference(context, request, (conference) => {
      conference.lock(true);
      return managerSuccess('Conference locked');
    }),
});
