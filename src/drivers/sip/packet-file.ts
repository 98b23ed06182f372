import { closeSync, openSync, writeSync } from 'node:fs';
import type { Address } from '../../net/address.ts';
import { addressGroups } from '../../net/cidr.ts';

/** More than this of a message does not fit into a packet. */
const LONGEST = 65_000;
const ETHERNET_BYTES = 14;
const UDP_BYTES = 8;

/**
 * A file of packets as tools for networks read it (pcap). Each message is a UDP packet, whatever it has come by. Its owner closes it.
 * @see draft-ietf-opsawg-pcap
 */
export class PacketFile {
  readonly #descriptor: number;

  /** @throws the system's error where the file cannot be written. */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'w');
    const header = Buffer.alloc(24);
    header.writeUInt32LE(0xa1b2c3d4, 0);
    header.writeUInt16LE(2, 4);
    header.writeUInt16LE(4, 6);
    header.writeUInt32LE(0xffff, 16);
    header.writeUInt32LE(1, 20);
    writeSync(this.#descriptor, header);
  }

  /** Adds a message. What has no IP address at both ends is left out. @throws the system's error. */
  write(from: Address, to: Address, timeMs: number, message: Buffer): void {
    const packet = packetOf(from, to, message.subarray(0, LONGEST));
    if (!packet) return;
    const head = Buffer.alloc(16);
    head.writeUInt32LE(Math.floor(timeMs / 1000), 0);
    head.writeUInt32LE(Math.floor(timeMs % 1000) * 1000, 4);
    head.writeUInt32LE(packet.length, 8);
    head.writeUInt32LE(packet.length, 12);
    writeSync(this.#descriptor, Buffer.concat([head, packet]));
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function packetOf(from: Address, to: Address, message: Buffer): Buffer | undefined {
  const [source, target] = [from, to].map(({ host }) => addressBytes(host));
  if (!source || !target || source.length !== target.length) return undefined;
  const six = source.length === 16;
  const ethernet = Buffer.alloc(ETHERNET_BYTES);
  ethernet.writeUInt16BE(six ? 0x86dd : 0x0800, 12);
  const udp = Buffer.alloc(UDP_BYTES);
  udp.writeUInt16BE(from.port, 0);
  udp.writeUInt16BE(to.port, 2);
  udp.writeUInt16BE(UDP_BYTES + message.length, 4);
  const ip = six ? header6(udp.length + message.length) : header4(udp.length + message.length, source, target);
  return Buffer.concat([ethernet, ip, source, target, udp, message]);
}

/** An IPv6 header without the addresses. @see RFC 8200 §3 */
function header6(length: number): Buffer {
  const header = Buffer.alloc(8);
  header[0] = 0x60;
  header.writeUInt16BE(length, 4);
  header[6] = 17;
  header[7] = 64;
  return header;
}

/** An IPv4 header without the addresses, which its sum covers. @see RFC 791 §3.1 */
function header4(length: number, source: Buffer, target: Buffer): Buffer {
  const header = Buffer.alloc(12);
  header[0] = 0x45;
  header.writeUInt16BE(20 + length, 2);
  header[8] = 64;
  header[9] = 17;
  const all = Buffer.concat([header, source, target]);
  let sum = 0;
  for (let at = 0; at < all.length; at += 2) sum += all.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  header.writeUInt16BE(~sum & 0xffff, 10);
  return header;
}

function addressBytes(host: string): Buffer | undefined {
  const groups = addressGroups(host);
  if (!groups) return undefined;
  const bytes = Buffer.alloc(2 * groups.length);
  for (const [index, group] of groups.entries()) bytes.writeUInt16BE(group, 2 * index);
  return bytes;
}
