import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { astDbPort } from '../astdb-port.ts';
import { completeKeys, formatEntries } from '../listing.ts';

/** `database show`. */
export const command = defineCliCommand({
  command: 'database show [<family>] [<keytree>]',
  module: 'astdb',
  synopsis: 'Shows database contents',
  usage:
    'Shows the contents of the database, or of one family, or of what lies under family and keytree;\n       the two may also be written family/keytree.',
  complete: (context, words) => (words.length < 2 ? completeKeys(context.use(astDbPort).tree(), words) : []),
  run: (context, [family, keyTree]) => formatEntries(context.use(astDbPort).tree(family, keyTree)),
});
