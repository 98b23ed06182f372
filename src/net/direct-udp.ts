import { type Libc, linux, loadLibc } from '../base/linux/libc.ts';
import { SocketAddress } from '../base/linux/socket-address.ts';
import type { Address } from './address.ts';

/** The longest datagram there is. */
const MOST_BYTES = 65_535;

/** A bound socket whose datagrams go out by one call of the kernel. Measured at a hundred a second: 60 to 80 µs less for each than by node:dgram. */
export interface DirectUdp {
  readonly fd: number;
  /** To be called once Node has the descriptor, which it closes from then on. */
  adopted(): void;
  /** Text goes out as one byte a character. @returns false if it was not sent: then Node can tell why, or wait for room. */
  send(data: string | Uint8Array, host: string, port: number): boolean;
}

/** Binds a socket with the C library; undefined where it cannot be had, or is no Linux, or koffi is not installed. */
export function bindDirectly(local: Address): DirectUdp | undefined {
  let libc: Libc;
  try {
    libc = loadLibc();
  } catch {
    return undefined;
  }
  const address = new SocketAddress();
  if (!address.set(libc, local.host, local.port)) return undefined;
  const family = address.length === 16 ? linux.AF_INET : linux.AF_INET6;
  const fd = libc.socket(family, linux.SOCK_DGRAM | linux.SOCK_NONBLOCK | linux.CLOEXEC, 0);
  if (fd < 0) return undefined;
  if (libc.bind(fd, address.bytes, address.length) !== 0) {
    libc.close(fd);
    return undefined;
  }
  const buffer = Buffer.alloc(MOST_BYTES);
  return {
    fd,
    adopted() {
      // libuv lets others share the port of a socket that it was given; nobody shall hear what is sent to us
      libc.setsockopt(fd, linux.SOL_SOCKET, linux.SO_REUSEADDR, new Int32Array([0]), 4);
    },
    send(data, host, port) {
      if (data.length > MOST_BYTES || !address.set(libc, host, port)) return false;
      const bytes = typeof data === 'string' ? buffer : data;
      if (typeof data === 'string') buffer.write(data, 'latin1');
      const flags = linux.MSG_DONTWAIT | linux.MSG_NOSIGNAL;
      return libc.sendto(fd, bytes, data.length, flags, address.bytes, address.length) >= 0;
    },
  };
}
