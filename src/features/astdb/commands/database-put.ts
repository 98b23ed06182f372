import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { astDbPort } from '../astdb-port.ts';

/** `database put`. */
export const command = defineCliCommand({
  command: 'database put <family> <key> <value>',
  module: 'astdb',
  synopsis: 'Adds/updates database value',
  usage: 'Adds an entry, or gives it another value.',
  run: (context, [family = '', key = '', value = '']) =>
    context.use(astDbPort).put(family, key, value) ? 'Updated database successfully\n' : 'Failed to update entry\n',
});
