import { promises as dns } from 'node:dns';
import { isIpAddress } from './address.ts';
import { sourceAddressFor } from './local-address.ts';
import type { Network } from './network.ts';
import { connectTcp, listenTcp } from './node-tcp.ts';
import { bindUdp } from './node-udp.ts';

/** The machine's own network. */
export const systemNetwork: Network = {
  bindUdp,
  listenTcp,
  connectTcp,
  sourceAddressFor,
  async resolveHost(name) {
    if (isIpAddress(name)) return [name];
    const found = await dns.lookup(name, { all: true, order: 'ipv4first' }).catch(() => []);
    return found.map((entry) => entry.address);
  },
  async resolveService(name) {
    const found = await dns.resolveSrv(name).catch(() => []);
    return found
      .map(({ priority, weight, name: host, port }) => ({ priority, weight, host, port }))
      .sort((a, b) => a.priority - b.priority || b.weight - a.weight);
  },
};
