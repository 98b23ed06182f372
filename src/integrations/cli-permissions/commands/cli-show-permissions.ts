import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { rightsDeskPort } from '../ports.ts';

/** `cli show permissions`. */
export const command = defineCliCommand({
  command: 'cli show permissions',
  module: 'core',
  synopsis: 'List who may run which commands',
  usage: 'Lists the users and groups of cli_permissions.conf with the commands that each may run or may not.',
  run: (context) =>
    context
      .use(rightsDeskPort)
      .rights.settings.people.map(({ kind, name, number, rules }) => {
        const head = `${kind}: ${name} [${kind === 'user' ? 'uid' : 'gid'}=${number}]\nPermissions:\n`;
        return `${head}${rules.map(({ permit, command: line }) => `\t${permit ? 'permit' : 'deny'} -> ${line}\n`).join('')}\n`;
      })
      .join(''),
});
