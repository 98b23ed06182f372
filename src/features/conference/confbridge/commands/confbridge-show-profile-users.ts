import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { profilesPort } from '../profiles-port.ts';

/** `confbridge show profile users` */
export const command = defineCliCommand({
  command: 'confbridge show profile users',
  module: 'app_confbridge',
  synopsis: 'Show a list of conference user profiles.',
  usage: 'Lists the user profiles of confbridge.conf, default_user among them.',
  run(context) {
    const names = context.use(profilesPort).names('user');
    return `--------- User Profiles -----------\n${names.map((name) => `${name}\n`).join('')}`;
  },
});
