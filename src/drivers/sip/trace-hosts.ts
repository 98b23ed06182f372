import type { PortFinder } from '../../base/port.ts';
import { parseAddressRange } from '../../net/cidr.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import { sipStackPort } from './ports.ts';

/**
 * Prints the SIP traffic of an address, a network or a host name, with or without a port.
 * @param besides beside that of those asked for before. @returns false where the name cannot be found.
 */
export async function traceHosts(ports: PortFinder, text: string, besides: boolean): Promise<boolean> {
  const plain = text.replace(/^([^:]+|\[[^\]]+\]):\d+$/, '$1').replace(/^\[(.*)\]$/, '$1');
  const named = parseAddressRange(plain);
  const addresses = named ? [] : await ports.use(networkPort).resolveHost(plain);
  const ranges = [named, ...addresses.map(parseAddressRange)].filter((range) => range !== undefined);
  if (ranges.length > 0) ports.use(sipStackPort).trace.hosts(ranges, besides);
  return ranges.length > 0;
}
