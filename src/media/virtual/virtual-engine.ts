import type { Clock, Timer } from '../../base/clock.ts';
import { EngineClient, type PortSource } from '../client/engine-client.ts';
import { MediaCore } from '../engine/core.ts';
import type { EngineEvent } from '../engine/protocol.ts';
import type { RtpLeg, RtpSocket } from '../engine/rtp-leg.ts';
import type { MediaEngine } from '../facade.ts';
import { type PacketHandler, PacketNetwork } from './packet-network.ts';

/** How a virtual engine is made. */
export interface VirtualEngineOptions {
  /** Drives everything: with a VirtualClock no real time passes. */
  readonly clock: Clock;
  /** Shared by all engines that are to hear each other; one's own if left out. */
  readonly network?: PacketNetwork;
  /** The first and the last port for RTP and RTCP; 10000 and 20000. */
  readonly rtpStart?: number;
  readonly rtpEnd?: number;
  /** Told of faults of our own; thrown if left out, so that no test misses one. */
  readonly onFault?: (message: string) => void;
}

const TICK_MS = 20;

/**
 * The engine in this process: the real core, codecs and files, but packets in memory and time by a Clock. It has no timer
 * while no leg has anything to do, so that a week can be skipped in no time. The caller closes it.
 */
export function createVirtualEngine(options: VirtualEngineOptions): MediaEngine {
  const { clock } = options;
  const network = options.network ?? new PacketNetwork(clock);
  const onFault =
    options.onFault ??
    ((message) => {
      throw new Error(`media engine: ${message}`);
    });
  let events: EngineEvent[] = [];
  let ticker: Timer | undefined;
  let seed = 1;
  const core = new MediaCore({
    openSocket: (address, port, leg) => openSocket(core, clock, network, address, port, leg),
    reserve() {},
    random: () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0),
    emit(event) {
      if (events.push(event) === 1)
        queueMicrotask(() => {
          const told = events;
          events = [];
          client.receive(told);
        });
    },
  });
  const tick = (): void => {
    core.nowMs = clock.monotonic();
    core.tick();
    settle();
  };
  const settle = (): void => {
    if (core.busy) ticker ??= clock.every(TICK_MS, tick);
    else {
      ticker?.cancel();
      ticker = undefined;
    }
  };
  const client = new EngineClient({
    kind: 'virtual',
    ports: networkPorts(network, options.rtpStart ?? 10_000, options.rtpEnd ?? 20_000),
    onFault,
    link: {
      send(commands) {
        core.nowMs = clock.monotonic();
        for (const command of commands) core.apply(command);
        settle();
      },
      end: async () => ticker?.cancel(),
    },
  });
  return client;
}

/** Finds free ports by asking the network, so that two engines may share an address. */
function networkPorts(network: PacketNetwork, first: number, last: number): PortSource {
  const start = first + (first & 1);
  const slots = Math.max(0, Math.floor((last + 1 - start) / 2));
  let next = 0;
  return {
    take(address) {
      for (let tried = 0; tried < slots; tried++) {
        const port = start + 2 * (next++ % slots);
        if (network.reserve(address, port)) return { port, bound: true };
      }
      return undefined;
    },
    release: (address, port) => network.release(address, port),
    reserved() {},
  };
}

function openSocket(
  core: MediaCore,
  clock: Clock,
  network: PacketNetwork,
  address: string,
  port: number,
  leg: () => RtpLeg | undefined,
): RtpSocket {
  let known = '';
  let signalled = '';
  let destination: { address: string; port: number } | undefined;
  let source = { address: '', port: 0 };
  const deliver = (take: (rtp: RtpLeg, bytes: Uint8Array) => void): PacketHandler => {
    return (bytes, fromAddress, fromPort) => {
      const rtp = leg();
      if (!rtp) return;
      core.nowMs = clock.monotonic();
      source = { address: fromAddress, port: fromPort };
      try {
        take(rtp, bytes);
      } catch (error) {
        core.fail(rtp, error);
      }
    };
  };
  const keyOf = (at: { address: string; port: number }): string => `${at.address}|${at.port}`;
  const unbindRtp = network.bind(
    address,
    port,
    deliver((rtp, bytes) => {
      const key = keyOf(source);
      rtp.receive(bytes, bytes.length, key === known ? 'known' : key === signalled ? 'signalled' : 'other');
    }),
  );
  let unbindRtcp: () => void;
  try {
    unbindRtcp = network.bind(
      address,
      port + 1,
      deliver((rtp, bytes) => rtp.receiveControl(bytes, bytes.length)),
    );
  } catch (error) {
    unbindRtp();
    throw error;
  }
  return {
    setDestination(toAddress, toPort) {
      if (toPort <= 0 || toPort > 65_535) return false;
      destination = { address: toAddress, port: toPort };
      signalled = keyOf(destination);
      known = '';
      return true;
    },
    send(packet, length) {
      if (destination) network.send(packet.subarray(0, length), address, port, destination.address, destination.port);
    },
    sendControl(packet, length) {
      if (destination)
        network.send(packet.subarray(0, length), address, port + 1, destination.address, destination.port + 1);
    },
    adoptSource(follow) {
      known = keyOf(source);
      if (follow) destination = source;
    },
    source: () => source,
    destination: () => destination,
    close() {
      unbindRtp();
      unbindRtcp();
    },
  };
}
