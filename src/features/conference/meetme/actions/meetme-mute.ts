import { defineManagerAction } from '../../../../extend/define-manager-action.ts';
import { muteAsked } from '../asked-participant.ts';

/** Mute somebody in a conference. @see Asterisk: MeetmeMute */
export const action = defineManagerAction({
  name: 'MeetmeMute',
  module: 'app_meetme',
  synopsis: 'Mute a Meetme user.',
  arguments: 'Meetme Usernum',
  classes: ['call'],
  run: (context, request) => muteAsked(context, request, true),
});
