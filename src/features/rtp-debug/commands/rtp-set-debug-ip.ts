import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { showOneHost } from '../show-one-host.ts';

/** `rtp set debug ip`. */
export const command = defineCliCommand({
  command: 'rtp set debug ip <host[:port]>',
  module: 'res_rtp_asterisk',
  synopsis: 'Show the RTP packets of one far end',
  usage: 'Prints the RTP packets from and to that host, or that port of it, until rtp set debug off.',
  run: (context, [host = '']) => showOneHost(context, 'rtp', host),
});
