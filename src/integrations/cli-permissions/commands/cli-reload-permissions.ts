import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { rightsDeskPort } from '../ports.ts';

/** `cli reload permissions`. */
export const command = defineCliCommand({
  command: 'cli reload permissions',
  module: 'core',
  synopsis: 'Read cli_permissions.conf again',
  usage: 'Reads anew from cli_permissions.conf who may run which commands.',
  run(context) {
    context.use(rightsDeskPort).reload();
    return '';
  },
});
