import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { profilesPort } from '../profiles-port.ts';

/** `confbridge show profile bridges` */
export const command = defineCliCommand({
  command: 'confbridge show profile bridges',
  module: 'app_confbridge',
  synopsis: 'Show a list of conference bridge profiles.',
  run(context) {
    const names = context.use(profilesPort).names('bridge');
    return `--------- Bridge Profiles -----------\n${names.map((name) => `${name}\n`).join('')}`;
  },
});
