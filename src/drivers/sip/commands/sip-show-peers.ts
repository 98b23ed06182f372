import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { listPeers } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show peers`. */
export const command = defineCliCommand({
  command: 'sip show peers',
  module: 'chan_sip',
  synopsis: 'List defined SIP peers',
  run: (context) => listPeers(context.use(sipStackPort)),
});
