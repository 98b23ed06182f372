import { type Libc, linux } from '../../base/linux/libc.ts';
import { ADDRESS_BYTES, SocketAddress } from '../../base/linux/socket-address.ts';
import type { MediaCore } from '../engine/core.ts';
import type { RtpLeg, RtpSocket } from '../engine/rtp-leg.ts';
import { MAX_PACKET_BYTES } from '../rtp/packet.ts';

/** Something that waits for a file descriptor to become readable. */
export interface Readable {
  /** One datagram, or one count of a timer or a wake-up. */
  read(): void;
}

/** Where descriptors are waited for. */
export interface Poller {
  /** From now on `readable.read` is called when there is something. */
  watch(fd: number, readable: Readable, patient?: boolean): void;
  /** A descriptor that was watched patiently is from now on read by another, as soon as there is something. */
  hand(fd: number, readable: Readable): void;
  /** A watched descriptor is read with the next tick, or again as soon as there is something. */
  setPatient(fd: number, patient: boolean): void;
  /** To be called before the descriptor is closed. */
  forget(fd: number): void;
}

interface Pair {
  readonly rtp: number;
  readonly rtcp: number;
}

/** UDP socket pairs by way of the C library: bound ahead, handed to legs, read one datagram a time. */
export class EpollSockets {
  readonly #libc: Libc;
  readonly #poller: Poller;
  readonly #core: () => MediaCore;
  readonly #reserved = new Map<string, Pair>();
  readonly #open = new Set<number>();
  readonly #packet = new Uint8Array(MAX_PACKET_BYTES);
  readonly #from = new SocketAddress();
  readonly #local = new SocketAddress();
  readonly #fromLength = new Uint32Array(1);

  constructor(libc: Libc, poller: Poller, core: () => MediaCore) {
    this.#libc = libc;
    this.#poller = poller;
    this.#core = core;
  }

  /**
   * Binds as many of the pairs as can be had. What comes before a leg is there is nobody's, for a former user of the port may
   * still be sending: it is thrown away with each tick.
   */
  reserve(address: string, ports: readonly number[]): number[] {
    return ports.filter((port) => {
      try {
        const pair = this.#bindPair(address, port);
        for (const fd of [pair.rtp, pair.rtcp]) this.#poller.watch(fd, { read: () => this.#throwAway(fd) }, true);
        this.#reserved.set(`${address}|${port}`, pair);
        return true;
      } catch {
        // Somebody else has the port: the facade hears which ones stand ready and leaves this one out.
        return false;
      }
    });
  }

  /** The pair on `port`, reserved or bound now, for a leg. @throws Error when it cannot be had. */
  open(address: string, port: number, leg: () => RtpLeg | undefined): RtpSocket {
    const key = `${address}|${port}`;
    const reserved = this.#reserved.get(key);
    this.#reserved.delete(key);
    const begin = (fd: number, readable: Readable): void =>
      reserved ? this.#poller.hand(fd, readable) : this.#poller.watch(fd, readable);
    return this.#attach(reserved ?? this.#bindPair(address, port), leg, begin);
  }

  /** Closes all that is still open. */
  close(): void {
    for (const fd of this.#open) this.#libc.close(fd);
    this.#open.clear();
    this.#reserved.clear();
  }

  #throwAway(fd: number): void {
    this.#libc.recvfrom(fd, this.#packet, MAX_PACKET_BYTES, linux.MSG_DONTWAIT, null, null);
  }

  #attach(pair: Pair, leg: () => RtpLeg | undefined, begin: (fd: number, readable: Readable) => void): RtpSocket {
    const libc = this.#libc;
    const buffer = new ArrayBuffer(4 * ADDRESS_BYTES);
    const known = new SocketAddress(buffer, 0);
    const signalled = new SocketAddress(buffer, 1);
    const destination = new SocketAddress(buffer, 2);
    const controlDestination = new SocketAddress(buffer, 3);
    const from = this.#from;
    const readRtp = this.#reader(pair.rtp, leg, (rtp, packet, size) =>
      rtp.receive(packet, size, from.equals(known) ? 'known' : from.equals(signalled) ? 'signalled' : 'other'),
    );
    begin(pair.rtp, readRtp);
    begin(
      pair.rtcp,
      this.#reader(pair.rtcp, leg, (rtp, packet, size) => rtp.receiveControl(packet, size)),
    );
    const flags = linux.MSG_DONTWAIT | linux.MSG_NOSIGNAL;
    return {
      setDestination(address, port) {
        known.clear();
        if (port === 0 || !signalled.set(libc, address, port)) {
          signalled.clear();
          destination.clear();
          return false;
        }
        destination.copy(signalled);
        controlDestination.copyWithPort(signalled, port + 1);
        return true;
      },
      send(packet, length) {
        if (destination.length > 0) libc.sendto(pair.rtp, packet, length, flags, destination.bytes, destination.length);
      },
      sendControl(packet, length) {
        if (destination.length > 0)
          libc.sendto(pair.rtcp, packet, length, flags, controlDestination.bytes, destination.length);
      },
      adoptSource(follow) {
        known.copy(from);
        if (!follow) return;
        destination.copy(from);
        controlDestination.copyWithPort(from, from.port + 1);
      },
      source: () => from.peer(),
      destination: () => destination.peer(),
      setPatient: (patient) => this.#poller.setPatient(pair.rtp, patient),
      close: () => {
        for (const fd of [pair.rtp, pair.rtcp]) {
          this.#poller.forget(fd);
          this.#close(fd);
        }
      },
    };
  }

  #reader(
    fd: number,
    leg: () => RtpLeg | undefined,
    take: (rtp: RtpLeg, packet: Uint8Array, size: number) => void,
  ): Readable {
    const libc = this.#libc;
    const packet = this.#packet;
    const { bytes } = this.#from;
    const length = this.#fromLength;
    const read = (): void => {
      length[0] = bytes.length;
      const size = libc.recvfrom(fd, packet, MAX_PACKET_BYTES, linux.MSG_DONTWAIT, bytes, length);
      if (size <= 0) return;
      const rtp = leg();
      if (!rtp) return;
      try {
        take(rtp, packet, size);
      } catch (error) {
        this.#core().fail(rtp, error);
      }
    };
    return { read };
  }

  #bindPair(address: string, port: number): Pair {
    const rtp = this.#bind(address, port);
    try {
      return { rtp, rtcp: this.#bind(address, port + 1) };
    } catch (error) {
      this.#close(rtp);
      throw error;
    }
  }

  #bind(address: string, port: number): number {
    const at = this.#local;
    if (!at.set(this.#libc, address, port)) throw new Error('not an IP address and port');
    const family = at.length === 16 ? linux.AF_INET : linux.AF_INET6;
    const fd = this.#libc.socket(family, linux.SOCK_DGRAM | linux.SOCK_NONBLOCK | linux.CLOEXEC, 0);
    if (fd < 0) throw new Error(this.#libc.lastError());
    this.#open.add(fd);
    if (this.#libc.bind(fd, at.bytes, at.length) === 0) return fd;
    const message = this.#libc.lastError();
    this.#close(fd);
    throw new Error(message);
  }

  #close(fd: number): void {
    if (this.#open.delete(fd)) this.#libc.close(fd);
  }
}
