import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { traceHosts } from '../trace-hosts.ts';

/** `sip set debug ip`. */
export const command = defineCliCommand({
  command: 'sip set debug ip <host>',
  module: 'chan_sip',
  synopsis: 'Enable SIP debugging on one address',
  usage: 'Prints the SIP traffic of one address.',
  run: async (context, [host = '']) =>
    (await traceHosts(context, host, true))
      ? `SIP Debugging Enabled for IP: ${host.replace(/:\d+$/, '')}\n`
      : { usage: true },
});
