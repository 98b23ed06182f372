import type { CommandContext, CommandResult } from '../../extend/define-cli-command.ts';
import { formatAddress } from '../../net/address.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import { packetTracePort } from './packet-trace.ts';

/** Shows the packets of a far end that is named by `host[:port]`; an IPv6 address with a port stands in brackets. */
export async function showOneHost(context: CommandContext, kind: 'rtp' | 'rtcp', text: string): Promise<CommandResult> {
  const match = /^(?:\[([^\]]+)\]|([^:]+)|([^[].*:.*))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
  const [address] = host === '' ? [] : await context.use(networkPort).resolveHost(host);
  if (address === undefined) return { failed: true, text: `Lookup failed for '${text}'\n` };
  const port = Number(match?.[4] ?? 0);
  context.use(packetTracePort).set(kind, { address, port });
  return `${kind.toUpperCase()} Packet Debugging Enabled for address: ${formatAddress({ host: address, port })}\n`;
}
