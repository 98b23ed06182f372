import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { realtimePort } from '../realtime-port.ts';

/** `realtime store <family> <words...>` */
export const command = defineCliCommand({
  command: 'realtime store <family> <words...>',
  module: 'func_realtime',
  synopsis: 'Add a row to a realtime family',
  usage: 'Adds a row: COLUMN VALUE [COLUMN VALUE ...]',
  run(context, [family = '', ...parts]) {
    if (parts.length === 0 || parts.length % 2 === 1) return { usage: true };
    const row: Array<readonly [string, string]> = [];
    for (let at = 0; at < parts.length; at += 2) row.push([parts[at] ?? '', parts[at + 1] ?? '']);
    return context.use(realtimePort).store(family, row) === undefined
      ? { failed: true, text: 'Failed to store record. Check the debug log for possible SQL related entries.\n' }
      : 'Stored RealTime record.\n';
  },
});
