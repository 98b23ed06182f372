import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { describePeer, peersOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show peer`. */
export const command = defineCliCommand({
  command: 'sip show peer <name>',
  module: 'chan_sip',
  synopsis: 'Show details on specific SIP peer',
  usage: 'Shows the settings of one peer of sip.conf and where it is.',
  complete: (context) => peersOf(context.use(sipStackPort)).map(({ name }) => name),
  run(context, [name = '']) {
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('SIP', name);
    return endpoint ? describePeer(stack, endpoint, context.clock.now()) : `Peer ${name} not found.\n\n`;
  },
});
