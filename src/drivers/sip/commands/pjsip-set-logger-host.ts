import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { traceHosts } from '../trace-hosts.ts';

/** `pjsip set logger host`. */
export const command = defineCliCommand({
  command: 'pjsip set logger host <host>',
  module: 'res_pjsip',
  synopsis: 'Enable PJSIP Logger Output for one host',
  usage: 'Prints the SIP traffic of one address.',
  run: async (context, [host = '']) =>
    (await traceHosts(context, host, false)) ? `PJSIP Logging Enabled for host: ${host}\n` : { usage: true },
});
