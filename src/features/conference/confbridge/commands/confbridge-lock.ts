import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { confbridgePort } from '../../hall.ts';

/** `confbridge lock` */
export const command = defineCliCommand({
  command: 'confbridge lock <conference>',
  module: 'app_confbridge',
  synopsis: 'Lock a conference.',
  usage: 'While it is locked nobody but administrators can come.',
  run(context, [name = '']) {
    const conference = context.use(confbridgePort).find(name);
    if (!conference) return `Conference ${name} is not found\n`;
    conference.lock(true);
    return `Conference ${name} is locked.\n`;
  },
});
