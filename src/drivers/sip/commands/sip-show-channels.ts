import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listSipChannels } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show channels`. */
export const command = defineCliCommand({
  command: 'sip show channels',
  module: 'chan_sip',
  synopsis: 'List active SIP channels',
  usage: 'Lists the dialogs of chan_sip with their peer, codec, last message and expiry.',
  run: (context) => listSipChannels(context.use(sipStackPort)),
});
