import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { globalsPort } from '../../pbx/ports/globals.ts';

/** `dialplan set global NAME VALUE` */
export const command = defineCliCommand({
  command: 'dialplan set global <name> <value>',
  module: 'core',
  synopsis: 'Set global dialplan variable',
  usage: 'Set global dialplan variable <name> to <value>',
  run(context, [name = '', value = '']) {
    context.use(globalsPort).set(name, value);
    return `\n    -- Global variable '${name}' set to '${value}'\n`;
  },
});
