import { defineManagerAction, managerSuccess } from '../../../../extend/define-manager-action.ts';
import { withNamedParticipants } from '../asked-conference.ts';

/** Unmute a Confbridge user. */
export const action = defineManagerAction({
  name: 'ConfbridgeUnmute',
  module: 'app_confbridge',
  synopsis: 'Unmute a Confbridge user.',
  arguments: 'Conference Channel',
  classes: ['system', 'call'],
  run: (context, request) =>
    withNamedParticipants(context, request, (conference, chosen) => {
      for (const one of chosen) conference.mute(one, false);
      return managerSuccess('User unmuted');
    }),
});
