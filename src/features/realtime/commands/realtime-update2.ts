import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { realtimePort } from '../realtime-port.ts';

/** `realtime update2 <family> <words...>` */
export const command = defineCliCommand({
  command: 'realtime update2 <family> <words...>',
  module: 'func_realtime',
  synopsis: 'Set a column of the rows of a realtime family that match several',
  usage: 'Sets a column of the rows that match: COLUMN VALUE [COLUMN VALUE ...] NULL COLUMN VALUE',
  run(context, [family = '', ...parts]) {
    const middle = parts.indexOf('NULL');
    const [column, text] = parts.slice(middle + 1);
    if (middle < 2 || middle % 2 === 1 || column === undefined || text === undefined) return { usage: true };
    const matches = [];
    for (let at = 0; at < middle; at += 2) matches.push({ column: parts[at] ?? '', value: parts[at + 1] ?? '' });
    const changed = context.use(realtimePort).update(family, matches, [[column, text]]);
    if (changed === undefined)
      return { failed: true, text: 'Failed to update. Check the debug log for possible SQL related entries.\n' };
    return `Updated ${changed} RealTime record${changed === 1 ? '' : 's'}.\n`;
  },
});
