import { createSocket } from 'node:dgram';
import { type Address, plainHost } from './address.ts';
import { bindDirectly } from './direct-udp.ts';
import { faultOf } from './net-fault.ts';
import type { NetResult, UdpHandler, UdpSocket } from './network.ts';

/** Kernel buffer of a signalling socket: a burst of a thousand requests must fit. */
const BUFFER_BYTES = 4 << 20;

/**
 * Binds a UDP socket with node:dgram, which sends what cannot be sent directly, and tells why a socket cannot be had.
 * Datagrams are addressed by IP, so nothing is ever looked up.
 */
export function bindUdp(local: Address, handler: UdpHandler): Promise<NetResult<UdpSocket>> {
  return new Promise((resolve) => {
    const family = local.host.includes(':') ? 6 : 4;
    const socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      // Answered in place: the default goes through a tick of the event loop for each datagram.
      lookup: (host, _options, done) => done(null, host, family),
      recvBufferSize: BUFFER_BYTES,
    });
    const refused = (error: unknown): void => resolve({ ok: false, fault: faultOf(error) });
    socket.once('error', refused);
    socket.on('message', (data, from) => handler.onDatagram(data, { host: plainHost(from.address), port: from.port }));
    const direct = bindDirectly(local);
    socket.bind(direct ? { fd: direct.fd } : { address: local.host, port: local.port }, () => {
      direct?.adopted();
      socket.off('error', refused);
      socket.on('error', (error) => handler.onFault?.(faultOf(error)));
      let open = true;
      const { address, port } = socket.address();
      const sent = (error: Error | null): void => {
        if (error) handler.onFault?.(faultOf(error));
      };
      resolve({
        ok: true,
        value: {
          local: { host: address, port },
          send(data, host, toPort) {
            if (!open) return;
            if (toPort < 1 || toPort > 65535) {
              handler.onFault?.({ code: 'EINVAL', message: `no such port: ${toPort}` });
              return;
            }
            if (direct?.send(data, host, toPort)) return;
            socket.send(typeof data === 'string' ? Buffer.from(data, 'latin1') : data, toPort, host, sent);
          },
          close() {
            if (!open) return;
            open = false;
            socket.close();
          },
        },
      });
    });
  });
}
