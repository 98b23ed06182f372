import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { showOneHost } from '../show-one-host.ts';

/** `rtcp set debug ip`. */
export const command = defineCliCommand({
  command: 'rtcp set debug ip <host[:port]>',
  module: 'res_rtp_asterisk',
  synopsis: 'Show the RTCP packets of one far end',
  usage: 'Prints the RTCP packets from and to that host, or that port of it, until rtcp set debug off.',
  run: (context, [host = '']) => showOneHost(context, 'rtcp', host),
});
