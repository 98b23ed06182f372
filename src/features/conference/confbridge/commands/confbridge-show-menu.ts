import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { profilesPort } from '../profiles-port.ts';

/** `confbridge show menu` */
export const command = defineCliCommand({
  command: 'confbridge show menu <menu>',
  module: 'app_confbridge',
  synopsis: 'Show a conference menu',
  usage: 'Tells what each key sequence of a menu of confbridge.conf does.',
  run(context, [name = '']) {
    const menu = context.use(profilesPort).menu(name);
    if (!menu) return `No conference menu named '${name}' found!\n`;
    return `Name: ${menu.name}\n${menu.lines.map(([digits, actions]) => `${digits}=${actions}\n`).join('')}`;
  },
});
