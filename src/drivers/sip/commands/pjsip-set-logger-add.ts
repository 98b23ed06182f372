import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { traceHosts } from '../trace-hosts.ts';

/** `pjsip set logger add HOST`. */
export const command = defineCliCommand({
  command: 'pjsip set logger add <host>',
  module: 'res_pjsip_logger',
  synopsis: 'Print the SIP traffic of one more host',
  usage: 'Adds a host to those whose SIP messages are printed; pjsip set logger host names the first.',
  run: async (context, [host = '']) =>
    (await traceHosts(context, host, true)) ? `PJSIP Logging Enabled for host: ${host}\n` : { usage: true },
});
