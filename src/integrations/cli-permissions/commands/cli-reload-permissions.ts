import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { rightsDeskPort } from '../ports.ts';

/** `cli reload permissions`. */
export const command = defineCliCommand({
  command: 'cli reload permissions',
  module: 'core',
  synopsis: 'Read cli_permissions.conf again',
  run(context) {
    context.use(rightsDeskPort).reload();
    return '';
  },
});
