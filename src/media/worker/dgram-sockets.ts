import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import { messageOf } from '../../base/errors.ts';
import type { MediaCore } from '../engine/core.ts';
import type { RtpLeg, RtpSocket } from '../engine/rtp-leg.ts';
import { MAX_PACKET_BYTES } from '../rtp/packet.ts';

interface Pair {
  readonly rtp: Socket;
  readonly rtcp: Socket;
}

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** How many packets may be on their way to the kernel before a buffer is used again. */
const BUFFERS = 64;

/** UDP socket pairs by node:dgram. */
export class DgramSockets {
  readonly #core: MediaCore;
  readonly #reserved = new Map<string, Pair>();
  readonly #open = new Set<Socket>();
  readonly #buffers = Array.from({ length: BUFFERS }, () => new Uint8Array(MAX_PACKET_BYTES));
  #nextBuffer = 0;

  constructor(core: MediaCore) {
    this.#core = core;
  }

  /** Binds as many of the pairs as can be had. */
  async reserve(address: string, ports: readonly number[]): Promise<number[]> {
    const bound = await Promise.all(
      ports.map(async (port) => {
        const pair = { rtp: this.#create(address), rtcp: this.#create(address) };
        const results = await Promise.allSettled([bind(pair.rtp, address, port), bind(pair.rtcp, address, port + 1)]);
        if (results.every(({ status }) => status === 'fulfilled')) {
          this.#reserved.set(`${address}|${port}`, pair);
          return port;
        }
        this.#close(pair.rtp);
        this.#close(pair.rtcp);
        return -1;
      }),
    );
    return bound.filter((port) => port >= 0);
  }

  /** The pair on `port` for a leg. One that is not reserved is bound meanwhile; if that fails, the leg fails. */
  open(address: string, port: number, leg: () => RtpLeg | undefined): RtpSocket {
    if (isIP(address) === 0) throw new Error('not an IP address');
    const key = `${address}|${port}`;
    const pair = this.#reserved.get(key) ?? this.#bindNow(address, port, leg);
    this.#reserved.delete(key);
    return this.#attach(pair, leg);
  }

  /** Closes all that is still open. */
  close(): void {
    for (const socket of this.#open) socket.close();
    this.#open.clear();
  }

  #bindNow(address: string, port: number, leg: () => RtpLeg | undefined): Pair {
    const pair = { rtp: this.#create(address), rtcp: this.#create(address) };
    Promise.all([bind(pair.rtp, address, port), bind(pair.rtcp, address, port + 1)]).catch((error) => {
      const rtp = leg();
      const message = `cannot bind ${address} port ${port}: ${messageOf(error)}`;
      if (rtp) this.#core.emit({ type: 'failed', leg: rtp.id, message });
    });
    return pair;
  }

  #attach(pair: Pair, leg: () => RtpLeg | undefined): RtpSocket {
    let known: Endpoint | undefined;
    let signalled: Endpoint | undefined;
    let destination: Endpoint | undefined;
    let source: Endpoint | undefined;
    const listen = (socket: Socket, take: (rtp: RtpLeg, bytes: Uint8Array) => void): void => {
      socket.on('message', (bytes: Buffer, from: RemoteInfo) => {
        const rtp = leg();
        if (!rtp) return;
        source = from;
        this.#core.nowMs = performance.now();
        try {
          take(rtp, bytes);
        } catch (error) {
          this.#core.fail(rtp, error);
        }
      });
    };
    listen(pair.rtp, (rtp, bytes) => {
      const origin = same(source, known) ? 'known' : same(source, signalled) ? 'signalled' : 'other';
      rtp.receive(bytes, bytes.length, origin);
    });
    listen(pair.rtcp, (rtp, bytes) => rtp.receiveControl(bytes, bytes.length));
    return {
      setDestination(address, port) {
        known = undefined;
        signalled = isIP(address) !== 0 && port > 0 && port < 65_536 ? { address, port } : undefined;
        destination = signalled;
        return signalled !== undefined;
      },
      send: (packet, length) => {
        if (destination) this.#send(pair.rtp, packet, length, destination.address, destination.port);
      },
      sendControl: (packet, length) => {
        if (destination) this.#send(pair.rtcp, packet, length, destination.address, destination.port + 1);
      },
      adoptSource(follow) {
        known = source && { address: source.address, port: source.port };
        if (follow) destination = known;
      },
      source: () => source,
      destination: () => destination,
      close: () => {
        this.#close(pair.rtp);
        this.#close(pair.rtcp);
      },
    };
  }

  #send(socket: Socket, packet: Uint8Array, length: number, address: string, port: number): void {
    const buffer = this.#buffers[this.#nextBuffer++ % BUFFERS] as Uint8Array;
    for (let i = 0; i < length; i++) buffer[i] = packet[i] as number;
    socket.send(buffer, 0, length, port, address, ignore);
  }

  #create(address: string): Socket {
    const family = isIPv6(address) ? 6 : 4;
    const socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      // Addresses are always numeric here: nothing is to be looked up.
      lookup: (host, _options, callback) => callback(null, host, family),
    });
    socket.on('error', ignore);
    this.#open.add(socket);
    return socket;
  }

  #close(socket: Socket): void {
    if (this.#open.delete(socket)) socket.close();
  }
}

/** A datagram that cannot be sent is lost, as datagrams are. */
function ignore(): void {}

function same(a: Endpoint | undefined, b: Endpoint | undefined): boolean {
  return a !== undefined && b !== undefined && a.port === b.port && a.address === b.address;
}

function bind(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port }, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}
