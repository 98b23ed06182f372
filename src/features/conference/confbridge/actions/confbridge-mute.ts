import { defineManagerAction, managerSuccess } from '../../../../extend/define-manager-action.ts';
import { withNamedParticipants } from '../asked-conference.ts';

/** Mute a Confbridge user. */
export const action = defineManagerAction({
  name: 'ConfbridgeMute',
  module: 'app_confbridge',
  synopsis: 'Mute a Confbridge user.',
  arguments: 'Conference Channel',
  classes: ['system', 'call'],
  run: (context, request) =>
    withNamedParticipants(context, request, (conference, chosen) => {
      for (const one of chosen) conference.mute(one, true);
      return managerSuccess('User muted');
    }),
});
