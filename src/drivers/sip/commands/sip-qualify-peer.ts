import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { peersOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip qualify peer`. */
export const command = defineCliCommand({
  command: 'sip qualify peer <name>',
  module: 'chan_sip',
  synopsis: 'Send an OPTIONS packet to a peer',
  usage: 'Asks a peer now whether it lives.',
  complete: (context) => peersOf(context.use(sipStackPort)).map(({ name }) => name),
  run(context, [name = '']) {
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('SIP', name);
    if (!endpoint) return `Peer '${name}' not found\n`;
    for (const aor of stack.book.aorsOf(endpoint)) stack.locations.qualify(aor);
    return '';
  },
});
