import { isIPv4, isIPv6 } from 'node:net';
import type { PacketPeer } from '../engine/packet-watches.ts';
import { type Libc, linux } from './libc.ts';

/** Room for a `sockaddr_in6`, the longer kind. */
export const ADDRESS_BYTES = 28;

/** A C `sockaddr_in` or `sockaddr_in6`, in a buffer that is written again and again. */
export class SocketAddress {
  readonly bytes: Uint8Array;
  readonly #words: Int32Array;
  /** Bytes that count; 0 until something has been set. */
  length = 0;

  /** @param place one of {@link ADDRESS_BYTES} bytes in a buffer that is shared with others; its own if left out. */
  constructor(buffer = new ArrayBuffer(ADDRESS_BYTES), place = 0) {
    this.bytes = new Uint8Array(buffer, place * ADDRESS_BYTES, ADDRESS_BYTES);
    this.#words = new Int32Array(buffer, place * ADDRESS_BYTES, ADDRESS_BYTES / 4);
  }

  /** Sets an IP address and port. @returns false for what is none. */
  set(libc: Libc, address: string, port: number): boolean {
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return false;
    const four = isIPv4(address);
    if (!four && !isIPv6(address)) return false;
    this.bytes.fill(0);
    this.bytes[0] = four ? linux.AF_INET : linux.AF_INET6;
    this.bytes[2] = port >> 8;
    this.bytes[3] = port;
    const family = four ? linux.AF_INET : linux.AF_INET6;
    if (libc.inet_pton(family, address, this.bytes.subarray(four ? 4 : 8)) !== 1) return false;
    this.length = four ? 16 : 28;
    return true;
  }

  /** Takes over another address. */
  copy(from: SocketAddress): void {
    for (let i = 0; i < 7; i++) this.#words[i] = from.#words[i] as number;
    this.length = (from.bytes[0] as number) === linux.AF_INET ? 16 : 28;
  }

  /** The same address with another port. */
  copyWithPort(from: SocketAddress, port: number): void {
    this.copy(from);
    this.bytes[2] = port >> 8;
    this.bytes[3] = port;
  }

  get port(): number {
    return ((this.bytes[2] as number) << 8) | (this.bytes[3] as number);
  }

  /** As text; undefined while nothing has been set. */
  peer(): PacketPeer | undefined {
    const { bytes, port } = this;
    const family = bytes[0] as number;
    if (family === linux.AF_INET) return { address: bytes.subarray(4, 8).join('.'), port };
    if (family !== linux.AF_INET6) return undefined;
    const groups = Array.from({ length: 8 }, (_, i) =>
      (((bytes[8 + 2 * i] as number) << 8) | (bytes[9 + 2 * i] as number)).toString(16),
    );
    return { address: shortestForm(groups.join(':')), port };
  }

  clear(): void {
    this.length = 0;
    this.#words[0] = 0;
  }

  /** Whether both are the same address, port and family. */
  equals(other: SocketAddress): boolean {
    const a = this.#words;
    const b = other.#words;
    if (a[0] !== b[0]) return false;
    if ((this.bytes[0] as number) === linux.AF_INET) return a[1] === b[1];
    return a[2] === b[2] && a[3] === b[3] && a[4] === b[4] && a[5] === b[5];
  }
}

/** An IPv6 address as people write it. @see RFC 5952 */
function shortestForm(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
