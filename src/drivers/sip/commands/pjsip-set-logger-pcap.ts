import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip set logger pcap FILE`. */
export const command = defineCliCommand({
  command: 'pjsip set logger pcap <file>',
  module: 'res_pjsip_logger',
  synopsis: 'Write the SIP traffic that is logged to a file of packets, too',
  usage: 'Wireshark and its kin read the file. It ends with pjsip set logger off.',
  run: (context, [path = '']) =>
    context.use(sipStackPort).trace.into(path)
      ? `PJSIP logging to pcap file '${path}'\n`
      : `Failed to open file '${path}' for pcap writing\n`,
});
