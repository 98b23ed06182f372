import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { astDbPort } from '../astdb-port.ts';
import { completeKeys } from '../listing.ts';

/** `database deltree`. */
export const command = defineCliCommand({
  command: 'database deltree <family> [<keytree>]',
  module: 'astdb',
  synopsis: 'Removes database keytree/values',
  usage: 'Removes a family, or what lies under family and keytree; the two may also be written family/keytree.',
  complete: (context, words) => (words.length < 2 ? completeKeys(context.use(astDbPort).tree(), words) : []),
  run(context, [family = '', keyTree]) {
    const count = context.use(astDbPort).deleteTree(family, keyTree);
    return count === 0 ? 'Database entries do not exist.\n' : `${count} database entries removed.\n`;
  },
});
