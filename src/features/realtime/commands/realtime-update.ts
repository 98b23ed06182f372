import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { realtimePort } from '../realtime-port.ts';

/** `realtime update <family> <matched> <value> <column> <new>` */
export const command = defineCliCommand({
  command: 'realtime update <family> <matched> <value> <column> <new>',
  module: 'func_realtime',
  synopsis: 'Set a column of the rows of a realtime family',
  usage: 'Sets a column of the rows of which another one has that value.',
  run(context, [family = '', matched = '', value = '', column = '', text = '']) {
    const changed = context.use(realtimePort).update(family, [{ column: matched, value }], [[column, text]]);
    if (changed === undefined)
      return { failed: true, text: 'Failed to update. Check the debug log for possible SQL related entries.\n' };
    return `Updated ${changed} RealTime record${changed === 1 ? '' : 's'}.\n`;
  },
});
