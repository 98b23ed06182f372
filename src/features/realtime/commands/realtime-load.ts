import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { realtimePort } from '../realtime-port.ts';

/** `realtime load <family> <column> <value>` */
export const command = defineCliCommand({
  command: 'realtime load <family> <column> <value>',
  module: 'func_realtime',
  synopsis: 'Show a row of a realtime family',
  usage: 'Shows the first row whose column has that value.',
  run(context, [family = '', column = '', value = '']) {
    const row = context.use(realtimePort).first(family, [{ column, value }]);
    if (!row) return 'No rows found matching search criteria.\n';
    return [['Column Name', 'Column Value'] as const, ['-'.repeat(20), '-'.repeat(20)] as const, ...row]
      .map(([name, text]) => `${name.padStart(30)}  ${text.padEnd(30)}\n`)
      .join('');
  },
});
