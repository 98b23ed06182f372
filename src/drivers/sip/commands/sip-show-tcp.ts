import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { formatAddress } from '../../../net/address.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show tcp`. */
export const command = defineCliCommand({
  command: 'sip show tcp',
  module: 'chan_sip',
  synopsis: 'List the TCP connections of SIP',
  usage: 'Lists the connections over TCP and TLS with their far ends.',
  run(context) {
    const line = (address: string, transport: string, type: string): string =>
      `${address.slice(0, 47).padEnd(47)} ${transport.padEnd(11)} ${type}\n`;
    const rows = context
      .use(sipStackPort)
      .agent.transactions.transport.connections.map(({ remote, ours }) =>
        line(formatAddress(remote), 'TCP', ours ? 'Client' : 'Server'),
      );
    return `${line('Address', 'Transport', 'Type')}${rows.join('')}`;
  },
});
