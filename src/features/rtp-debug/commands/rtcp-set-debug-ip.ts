import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { showOneHost } from '../show-one-host.ts';

/** `rtcp set debug ip`. */
export const command = defineCliCommand({
  command: 'rtcp set debug ip <host[:port]>',
  module: 'res_rtp_asterisk',
  synopsis: 'Show the RTCP packets of one far end',
  run: (context, [host = '']) => showOneHost(context, 'rtcp', host),
});
