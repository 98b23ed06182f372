import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { packetTracePort } from '../packet-trace.ts';

/** `rtcp set debug on` and `off`. */
export const command = defineCliCommand({
  command: 'rtcp set debug {on|off}',
  module: 'res_rtp_asterisk',
  synopsis: 'Show the RTCP packets of calls, or no more of them',
  usage: 'Prints the RTCP packets of all calls, or none any more.',
  run(context, [word]) {
    context.use(packetTracePort).set('rtcp', word === 'on' ? 'all' : 'none');
    return `RTCP Packet Debugging ${word === 'on' ? 'Enabled' : 'Disabled'}\n`;
  },
});
