import { isIPv6 } from 'node:net';
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

  /** Sets an IP address and port. @returns false for what is none; then none is set. */
  set(libc: Libc, address: string, port: number): boolean {
    this.bytes.fill(0);
    this.length = 0;
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return false;
    this.bytes[2] = port >> 8;
    this.bytes[3] = port;
    if (this.#setIPv4(address)) {
      this.bytes[0] = linux.AF_INET;
      this.length = 16;
      return true;
    }
    // inet_pton alone would cut a text with a NUL short
    if (!isIPv6(address) || libc.inet_pton(linux.AF_INET6, address, this.bytes.subarray(8)) !== 1) return false;
    this.bytes[0] = linux.AF_INET6;
    this.length = 28;
    return true;
  }

  /** Four numbers of up to three digits, as `inet_pton` wants them; read by hand, since signalling names its peers as text each time. */
  #setIPv4(text: string): boolean {
    const { bytes } = this;
    let place = 4;
    let value = -1;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 0x2e) {
        if (value < 0 || place === 7) return false;
        bytes[place++] = value;
        value = -1;
      } else {
        if (code < 0x30 || code > 0x39 || value === 0) return false;
        value = (value < 0 ? 0 : value * 10) + code - 0x30;
        if (value > 255) return false;
      }
    }
    if (value < 0 || place !== 7) return false;
    bytes[7] = value;
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
  peer(): { address: string; port: number } | undefined {
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
