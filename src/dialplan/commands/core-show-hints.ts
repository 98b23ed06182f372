import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { hintRows } from '../hint-rows.ts';

/** `core show hints`. */
export const command = defineCliCommand({
  command: 'core show hints',
  module: 'core',
  synopsis: 'List the hints of the dialplan and the states of their devices',
  usage: 'Lists each hint with its devices, the state that lamps show, the presence, and how many watch it.',
  run(context) {
    const rows = hintRows(context, () => true);
    if (rows.length === 0) return 'There are no registered dialplan hints\n';
    return `\n    -= Registered Asterisk Dial Plan Hints =-\n${rows.join('')}----------------\n- ${rows.length} hints registered\n`;
  },
});
