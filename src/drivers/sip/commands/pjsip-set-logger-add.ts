import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip set logger add HOST`. */
export const command = defineCliCommand({
  command: 'pjsip set logger add <host>',
  module: 'res_pjsip_logger',
  synopsis: 'Print the SIP traffic of one more host',
  run(context, [host = '']) {
    context.use(sipStackPort).trace.host(host.replace(/:\d+$/, ''));
    return `PJSIP Logging Enabled for host: ${host}\n`;
  },
});
