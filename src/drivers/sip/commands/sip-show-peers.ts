import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { matching } from '../listing/pjsip-listing.ts';
import { listPeers, peersOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show peers`. */
export const command = defineCliCommand({
  command: 'sip show peers [like] [<pattern>]',
  module: 'chan_sip',
  synopsis: 'List defined SIP peers',
  usage: 'With like only those whose name a regular expression finds.',
  run(context, args) {
    const stack = context.use(sipStackPort);
    const found = matching(peersOf(stack), args);
    return found ? listPeers(stack, found) : { usage: true };
  },
});
