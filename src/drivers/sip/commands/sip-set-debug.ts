import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `sip set debug on` and `off`. */
export const command = defineCliCommand({
  command: 'sip set debug {on|off}',
  module: 'chan_sip',
  synopsis: 'Enable/Disable SIP debugging',
  usage: 'Prints all SIP traffic on the console, or no more of it.',
  run(context, [word]) {
    const { trace } = context.use(sipStackPort);
    if (word === 'on') trace.on();
    else trace.off();
    return word === 'on' ? 'SIP Debugging enabled\n' : 'SIP Debugging Disabled\n';
  },
});
