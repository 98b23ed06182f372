import { programVersion } from '../../../base/version.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/** `pjsip show version`. */
export const command = defineCliCommand({
  command: 'pjsip show version',
  module: 'res_pjsip',
  synopsis: 'Tell the version of the SIP stack',
  usage: 'There is no library of that name underneath: it is the version of the program.',
  run: () => `PJPROJECT version currently running against: asterism ${programVersion()}\n`,
});
