import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { parseUri } from '../../../sip/message/uri.ts';
import { peersOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';
import { traceHosts } from '../trace-hosts.ts';

/** `sip set debug peer`. */
export const command = defineCliCommand({
  command: 'sip set debug peer <name>',
  module: 'chan_sip',
  synopsis: 'Enable SIP debugging on one peer',
  usage: 'Prints the SIP traffic of one peer.',
  complete: (context) => peersOf(context.use(sipStackPort)).map(({ name }) => name),
  async run(context, [name = '']) {
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('SIP', name);
    if (!endpoint) return `No such peer '${name}'\n`;
    const [contact] = stack.locations.contactsOf(endpoint);
    const host =
      contact?.binding?.host ?? stack.locations.hosts.addressesOf(parseUri(contact?.uri ?? '')?.host ?? '')[0];
    if (host === undefined || !(await traceHosts(context, host, true)))
      return `Unable to get IP address of peer '${name}'\n`;
    return `SIP Debugging Enabled for IP: ${host}\n`;
  },
});
