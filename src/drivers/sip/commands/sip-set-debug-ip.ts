import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `sip set debug ip`. */
export const command = defineCliCommand({
  command: 'sip set debug ip <host>',
  module: 'chan_sip',
  synopsis: 'Enable SIP debugging on one address',
  usage: 'Prints the SIP traffic of one address.',
  run(context, [host = '']) {
    const plain = host.replace(/:\d+$/, '');
    context.use(sipStackPort).trace.host(plain);
    return `SIP Debugging Enabled for IP: ${plain}\n`;
  },
});
