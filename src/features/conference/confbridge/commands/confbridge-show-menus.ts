import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { profilesPort } from '../profiles-port.ts';

/** `confbridge show menus` */
export const command = defineCliCommand({
  command: 'confbridge show menus',
  module: 'app_confbridge',
  synopsis: 'Show a list of conference menus.',
  usage: 'Lists the menus of confbridge.conf, default_menu among them.',
  run(context) {
    const names = context.use(profilesPort).names('menu');
    return `--------- Menus -----------\n${names.map((name) => `${name}\n`).join('')}`;
  },
});
