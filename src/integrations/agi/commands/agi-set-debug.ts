import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { agiPort } from '../port.ts';

/** `agi set debug on|off`. */
export const command = defineCliCommand({
  command: 'agi set debug <on-or-off>',
  module: 'res_agi',
  synopsis: 'Show what goes to and comes from scripts',
  complete: () => ['on', 'off'],
  run(context, [word = '']) {
    if (!/^(on|off)$/i.test(word)) return { usage: true };
    const on = word.toLowerCase() === 'on';
    context.use(agiPort).debug = on;
    return `AGI Debugging ${on ? 'Enabled' : 'Disabled'}\n`;
  },
});
