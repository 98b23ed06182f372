import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { globalsPort } from '../../pbx/ports/globals.ts';

/** `dialplan show globals` */
export const command = defineCliCommand({
  command: 'dialplan show globals',
  module: 'core',
  synopsis: 'Show global dialplan variables',
  usage: 'List current global dialplan variables and their values',
  run(context) {
    const globals = context.use(globalsPort).list().reverse();
    const lines = globals.map(([name, value]) => `   ${name}=${value}\n`);
    return `${lines.join('')}\n    -- ${globals.length} variable(s)\n`;
  },
});
