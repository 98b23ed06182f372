import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { astDbPort } from '../astdb-port.ts';
import { formatEntries } from '../listing.ts';

/** `database showkey`. */
export const command = defineCliCommand({
  command: 'database showkey <key>',
  module: 'astdb',
  synopsis: 'Shows database contents',
  usage: 'Shows the entries of all families that end in that key.',
  run: (context, [key = '']) => formatEntries(context.use(astDbPort).withKey(key)),
});
