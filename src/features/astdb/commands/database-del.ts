import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { astDbPort } from '../astdb-port.ts';
import { completeKeys } from '../listing.ts';

/** `database del`. */
export const command = defineCliCommand({
  command: 'database del <family> <key>',
  module: 'astdb',
  synopsis: 'Removes database key/value',
  usage: 'Removes one entry.',
  complete: (context, words) => (words.length < 2 ? completeKeys(context.use(astDbPort).tree(), words) : []),
  run: (context, [family = '', key = '']) =>
    context.use(astDbPort).delete(family, key) ? 'Database entry removed.\n' : 'Database entry could not be removed.\n',
});
