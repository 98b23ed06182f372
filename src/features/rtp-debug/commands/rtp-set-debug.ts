import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { packetTracePort } from '../packet-trace.ts';

/** `rtp set debug on` and `off`. */
export const command = defineCliCommand({
  command: 'rtp set debug {on|off}',
  module: 'res_rtp_asterisk',
  synopsis: 'Show the RTP packets of calls, or no more of them',
  usage: 'Prints the RTP packets of all calls, or none any more.',
  run(context, [word]) {
    context.use(packetTracePort).set('rtp', word === 'on' ? 'all' : 'none');
    return `RTP Packet Debugging ${word === 'on' ? 'Enabled' : 'Disabled'}\n`;
  },
});
