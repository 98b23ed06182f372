import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { agiPort } from '../port.ts';

/** `agi set debug on|off`. */
export const command = defineCliCommand({
  command: 'agi set debug {on|off}',
  module: 'res_agi',
  synopsis: 'Show what goes to and comes from scripts',
  usage: 'on prints each line that a script (AGI, FastAGI) is told and says, on all consoles, until off.',
  run(context, [word]) {
    const on = word === 'on';
    context.use(agiPort).debug = on;
    return `AGI Debugging ${on ? 'Enabled' : 'Disabled'}\n`;
  },
});
