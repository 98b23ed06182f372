import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { profilesPort } from '../profiles-port.ts';

/** `confbridge show profile bridges` */
export const command = defineCliCommand({
  command: 'confbridge show profile bridges',
  module: 'app_confbridge',
  synopsis: 'Show a list of conference bridge profiles.',
  usage: 'Lists the bridge profiles of confbridge.conf, default_bridge among them.',
  run(context) {
    const names = context.use(profilesPort).names('bridge');
    return `--------- Bridge Profiles -----------\n${names.map((name) => `${name}\n`).join('')}`;
  },
});
