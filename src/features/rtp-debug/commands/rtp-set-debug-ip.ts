import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { showOneHost } from '../show-one-host.ts';

/** `rtp set debug ip`. */
export const command = defineCliCommand({
  command: 'rtp set debug ip <host[:port]>',
  module: 'res_rtp_asterisk',
  synopsis: 'Show the RTP packets of one far end',
  run: (context, [host = '']) => showOneHost(context, 'rtp', host),
});
