import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { realtimePort } from '../realtime-port.ts';

/** `realtime destroy <family> <column> <value>` */
export const command = defineCliCommand({
  command: 'realtime destroy <family> <column> <value>',
  module: 'func_realtime',
  synopsis: 'Remove rows of a realtime family',
  usage: 'Removes the rows whose column has that value.',
  run(context, [family = '', column = '', value = '']) {
    const removed = context.use(realtimePort).destroy(family, [{ column, value }]);
    if (removed === undefined)
      return { failed: true, text: 'Failed to remove record. Check the debug log for possible SQL related entries.\n' };
    return `Removed ${removed} RealTime record${removed === 1 ? '' : 's'}.\n`;
  },
});
