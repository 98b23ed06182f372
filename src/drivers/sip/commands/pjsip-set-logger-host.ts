import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip set logger host`. */
export const command = defineCliCommand({
  command: 'pjsip set logger host <host>',
  module: 'res_pjsip',
  synopsis: 'Enable PJSIP Logger Output for one host',
  usage: 'Prints the SIP traffic of one address.',
  run(context, [host = '']) {
    context.use(sipStackPort).trace.host(host.replace(/:\d+$/, ''), false);
    return `PJSIP Logging Enabled for host: ${host}\n`;
  },
});
