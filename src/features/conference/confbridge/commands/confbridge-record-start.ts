import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { confbridgePort } from '../../hall.ts';
import { recordingPath, recordingsIn } from '../../start-hall.ts';

/** `confbridge record start` */
export const command = defineCliCommand({
  command: 'confbridge record start <conference> [<file>]',
  module: 'app_confbridge',
  synopsis: 'Start recording a conference',
  usage: 'Without a file it goes where the profile of the conference says.',
  run(context, [name = '', file]) {
    const conference = context.use(confbridgePort).find(name);
    if (!conference) return 'Conference not found.\n';
    if (conference.recordedTo !== undefined) return 'Conference is already being recorded.\n';
    return conference.startRecording(file && recordingPath(file, recordingsIn(context)))
      ? 'Recording started\n'
      : { failed: true, text: 'Could not start recording; see the log.\n' };
  },
});
