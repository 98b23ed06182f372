import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip set logger on` and `off`. */
export const command = defineCliCommand({
  command: 'pjsip set logger {on|off}',
  module: 'res_pjsip',
  synopsis: 'Enable/Disable PJSIP Logger Output',
  usage: 'Prints all SIP traffic on the console, or no more of it.',
  run(context, [word]) {
    const { trace } = context.use(sipStackPort);
    if (word === 'on') trace.on();
    else trace.off();
    return word === 'on' ? 'PJSIP Logging enabled\n' : 'PJSIP Logging disabled\n';
  },
});
