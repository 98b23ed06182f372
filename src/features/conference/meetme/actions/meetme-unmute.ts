import { defineManagerAction } from '../../../../extend/define-manager-action.ts';
import { muteAsked } from '../asked-participant.ts';

/** Unmute somebody in a conference. @see Asterisk: MeetmeUnmute */
export const action = defineManagerAction({
  name: 'MeetmeUnmute',
  module: 'app_meetme',
  synopsis: 'Unmute a Meetme user.',
  arguments: 'Meetme Usernum',
  classes: ['call'],
  run: (context, request) => muteAsked(context, request, false),
});
