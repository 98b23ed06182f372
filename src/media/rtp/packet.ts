/** The largest datagram that is taken or sent; more is cut by the socket and then refused as torn. */
export const MAX_PACKET_BYTES = 2048;
/** Length of a header without contributing sources or extension. */
export const RTP_HEADER_BYTES = 12;

/** A parsed header; one object is filled again for each packet. @see RFC 3550 §5.1 */
export class RtpHeader {
  marker = false;
  payloadType = 0;
  sequence = 0;
  timestamp = 0;
  ssrc = 0;
  /** Where the payload stands in the packet. */
  offset = 0;
  length = 0;

  /** Reads the packet in the first `size` bytes of `bytes`. @returns false for anything that is no RTP packet. */
  parse(bytes: Uint8Array, size: number): boolean {
    if (size < RTP_HEADER_BYTES || size > bytes.length) return false;
    const first = bytes[0] as number;
    if (first >> 6 !== 2) return false;
    let offset = RTP_HEADER_BYTES + 4 * (first & 0x0f);
    if (first & 0x10) {
      if (offset + 4 > size) return false;
      offset += 4 + 4 * (((bytes[offset + 2] as number) << 8) | (bytes[offset + 3] as number));
    }
    let end = size;
    if (first & 0x20) {
      const padding = bytes[size - 1] as number;
      if (padding === 0) return false;
      end -= padding;
    }
    if (offset > end) return false;
    const second = bytes[1] as number;
    this.marker = second >= 0x80;
    this.payloadType = second & 0x7f;
    this.sequence = ((bytes[2] as number) << 8) | (bytes[3] as number);
    this.timestamp = readUint32(bytes, 4);
    this.ssrc = readUint32(bytes, 8);
    this.offset = offset;
    this.length = end - offset;
    return true;
  }
}

/** Writes a header without extensions to the start of `bytes`. @see RFC 3550 §5.1 */
export function writeRtpHeader(
  bytes: Uint8Array,
  marker: boolean,
  payloadType: number,
  sequence: number,
  timestamp: number,
  ssrc: number,
): void {
  bytes[0] = 0x80;
  bytes[1] = (marker ? 0x80 : 0) | payloadType;
  bytes[2] = sequence >> 8;
  bytes[3] = sequence;
  writeUint32(bytes, 4, timestamp);
  writeUint32(bytes, 8, ssrc);
}

/** Four bytes in network order as a number of 0 to 2^32 - 1. */
export function readUint32(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)) >>>
    0
  );
}

/** The low 32 bits of `value` in network order. */
export function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
