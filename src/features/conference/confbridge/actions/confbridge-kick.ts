import { defineManagerAction, managerSuccess } from '../../../../extend/define-manager-action.ts';
import { withParticipants } from '../asked-conference.ts';

/** Kick a Confbridge user. */
export const action = defineManagerAction({
  name: 'ConfbridgeKick',
  module: 'app_confbridge',
  synopsis: 'Kick a Confbridge user.',
  arguments: 'Conference Channel',
  classes: ['system', 'call'],
  run: (context, request) =>
    withParticipants(context, request, (_conference, chosen) => {
      for (const one of chosen) one.leave('kicked');
      return managerSuccess(
        /^(all|participants)$/i.test(request.header('Channel')) ? 'All participants kicked' : 'User kicked',
      );
    }),
});
