import type { Ms } from '../../base/duration.ts';
import { readUint32 } from './packet.ts';

/** The kinds of control packets that are told apart. @see RFC 3550 §12.1 */
export const rtcpTypes = { senderReport: 200, receiverReport: 201, sourceDescription: 202, goodbye: 203 } as const;

const BLOCK_BYTES = 24;
/** A compound packet of more parts than this is nonsense. */
const MOST_PARTS = 32;

/** What a report says of one source. @see RFC 3550 §6.4.1 */
export interface RtcpBlock {
  readonly ssrc: number;
  /** In 1/256. */
  readonly fractionLost: number;
  /** Negative where some came twice. */
  readonly lost: number;
  /** With the cycles in its upper 16 bits. */
  readonly highest: number;
  /** In ticks of the RTP clock. */
  readonly jitterTicks: number;
  /** The middle 32 bits of the time in the last sender report; 0 for none. */
  readonly lastReport: number;
  /** Since that came, in 1/65536 s. */
  readonly delay: number;
}

/** What a sender says of itself. */
export interface RtcpSenderInfo {
  /** The two halves of an NTP timestamp. */
  readonly ntpSeconds: number;
  readonly ntpFraction: number;
  readonly rtpTimestamp: number;
  readonly packets: number;
  readonly octets: number;
}

/** One packet of a compound one. */
export interface RtcpPart {
  /** One of {@link rtcpTypes}, or another. */
  readonly type: number;
  /** How many blocks or sources it says it has. */
  readonly count: number;
  readonly ssrc: number;
  readonly sender?: RtcpSenderInfo;
  readonly blocks: readonly RtcpBlock[];
}

/** The packets in the first `size` bytes of a compound one, up to the first that does not parse. */
export function readRtcp(bytes: Uint8Array, size: number): RtcpPart[] {
  const parts: RtcpPart[] = [];
  for (let at = 0; at + 8 <= size && parts.length < MOST_PARTS; ) {
    const first = bytes[at] as number;
    const type = bytes[at + 1] as number;
    const end = at + 4 + 4 * (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
    if (first >> 6 !== 2 || end > size) break;
    const count = first & 31;
    const common = { type, count, ssrc: readUint32(bytes, at + 4) };
    if (type === rtcpTypes.senderReport && end - at >= 28)
      parts.push({ ...common, sender: readSender(bytes, at + 8), blocks: readBlocks(bytes, at + 28, end, count) });
    else if (type === rtcpTypes.receiverReport)
      parts.push({ ...common, blocks: readBlocks(bytes, at + 8, end, count) });
    else parts.push({ ...common, blocks: [] });
    at = end;
  }
  return parts;
}

/** How long a report of ours and the answer to it have been on their way, by a block of the far end's; undefined where it tells none. */
export function roundTripOf({ lastReport, delay }: RtcpBlock, nowMs: Ms): Ms | undefined {
  if (lastReport === 0) return undefined;
  const elapsed = (middleOfTime(nowMs) - lastReport - delay) | 0;
  return elapsed < 0 ? undefined : (elapsed * 1000) / 0x10000;
}

/** The middle 32 bits of our clock as NTP time: units of 1/65536 s. Only differences of it count. */
function middleOfTime(nowMs: Ms): number {
  return ((Math.floor(nowMs / 1000) & 0xffff) * 0x10000 + Math.floor(((nowMs % 1000) * 0x10000) / 1000)) >>> 0;
}

function readSender(bytes: Uint8Array, at: number): RtcpSenderInfo {
  return {
    ntpSeconds: readUint32(bytes, at),
    ntpFraction: readUint32(bytes, at + 4),
    rtpTimestamp: readUint32(bytes, at + 8),
    packets: readUint32(bytes, at + 12),
    octets: readUint32(bytes, at + 16),
  };
}

function readBlocks(bytes: Uint8Array, from: number, end: number, count: number): RtcpBlock[] {
  const blocks: RtcpBlock[] = [];
  for (let at = from; blocks.length < count && at + BLOCK_BYTES <= end; at += BLOCK_BYTES) {
    blocks.push({
      ssrc: readUint32(bytes, at),
      fractionLost: bytes[at + 4] as number,
      lost: (readUint32(bytes, at + 4) << 8) >> 8,
      highest: readUint32(bytes, at + 8),
      jitterTicks: readUint32(bytes, at + 12),
      lastReport: readUint32(bytes, at + 16),
      delay: readUint32(bytes, at + 20),
    });
  }
  return blocks;
}
