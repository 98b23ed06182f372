import { defineManagerAction, managerError, managerSuccess } from '../../../../extend/define-manager-action.ts';
import { recordingPath, recordingsIn } from '../../start-hall.ts';
import { withConference } from '../asked-conference.ts';

/** Start recording a Confbridge conference. */
export const action = defineManagerAction({
  name: 'ConfbridgeStartRecord',
  module: 'app_confbridge',
  synopsis: 'Start recording a Confbridge conference.',
  arguments: 'Conference [RecordFile]',
  classes: ['system', 'call'],
  run: (context, request) =>
    withConference(context, request, (conference) => {
      if (conference.recordedTo !== undefined) return managerError('Conference is already being recorded.');
      const file = request.header('RecordFile');
      return conference.startRecording(file === '' ? undefined : recordingPath(file, recordingsIn(context)))
        ? managerSuccess('Conference Recording Started.')
        : managerError('Internal error starting conference recording.');
    }),
});
