import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { confbridgePort } from '../../hall.ts';

/** `confbridge unlock` */
export const command = defineCliCommand({
  command: 'confbridge unlock <conference>',
  module: 'app_confbridge',
  synopsis: 'Unlock a conference.',
  usage: 'While it is locked nobody but administrators can come.',
  run(context, [name = '']) {
    const conference = context.use(confbridgePort).find(name);
    if (!conference) return `Conference ${name} is not found\n`;
    conference.lock(false);
    return `Conference ${name} is unlocked.\n`;
  },
});
