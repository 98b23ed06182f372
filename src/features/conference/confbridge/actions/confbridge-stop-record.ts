import { defineManagerAction, managerError, managerSuccess } from '../../../../extend/define-manager-action.ts';
import { withConference } from '../asked-conference.ts';

/** Stop recording a Confbridge conference. */
export const action = defineManagerAction({
  name: 'ConfbridgeStopRecord',
  module: 'app_confbridge',
  synopsis: 'Stop recording a Confbridge conference.',
  arguments: 'Conference',
  classes: ['system', 'call'],
  run: (context, request) =>
    withConference(context, request, (conference) =>
      conference.stopRecording()
        ? managerSuccess('Conference Recording Stopped.')
        : managerError('Internal error while stopping recording.'),
    ),
});
