import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { astDbPort } from '../astdb-port.ts';
import { completeKeys } from '../listing.ts';

/** `database get`. */
export const command = defineCliCommand({
  command: 'database get <family> <key>',
  module: 'astdb',
  synopsis: 'Gets database value',
  usage: 'Shows the value of one entry.',
  complete: (context, words) => (words.length < 2 ? completeKeys(context.use(astDbPort).tree(), words) : []),
  run(context, [family = '', key = '']) {
    const value = context.use(astDbPort).get(family, key);
    return value === undefined ? 'Database entry not found.\n' : `Value: ${value}\n`;
  },
});
