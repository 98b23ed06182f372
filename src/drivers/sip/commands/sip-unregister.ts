import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { peersOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip unregister`. */
export const command = defineCliCommand({
  command: 'sip unregister <name>',
  module: 'chan_sip',
  synopsis: 'Unregister (force expiration) a SIP peer from the registry',
  usage: 'Forgets where a peer has registered.',
  complete: (context) => peersOf(context.use(sipStackPort)).map(({ name }) => name),
  run(context, [name = '']) {
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('SIP', name);
    if (!endpoint) return `Peer unknown: '${name}'. Not unregistered.\n`;
    const removed = stack.book.aorsOf(endpoint).reduce((sum, aor) => sum + stack.locations.unregister(aor), 0);
    return removed > 0 ? `Unregistered peer '${name}'\n\n` : `Peer ${name} not registered\n`;
  },
});
