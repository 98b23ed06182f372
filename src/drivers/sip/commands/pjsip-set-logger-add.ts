import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { traceHosts } from '../trace-hosts.ts';

/** `pjsip set logger add HOST`. */
export const command = defineCliCommand({
  command: 'pjsip set logger add <host>',
  module: 'res_pjsip_logger',
  synopsis: 'Print the SIP traffic of one more host',
  run: async (context, [host = '']) =>
    (await traceHosts(context, host, true)) ? `PJSIP Logging Enabled for host: ${host}\n` : { usage: true },
});
