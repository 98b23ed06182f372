import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { confbridgePort } from '../../hall.ts';

/** `confbridge record stop` */
export const command = defineCliCommand({
  command: 'confbridge record stop <conference>',
  module: 'app_confbridge',
  synopsis: 'Stop recording a conference.',
  usage: 'What has been recorded stays.',
  run(context, [name = '']) {
    const conference = context.use(confbridgePort).find(name);
    if (!conference) return 'Conference not found.\n';
    return conference.stopRecording() ? 'Recording stopped.\n' : 'Conference is not being recorded.\n';
  },
});
