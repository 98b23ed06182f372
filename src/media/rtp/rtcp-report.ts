import type { RtcpBlock, RtcpReport } from '../facade.ts';
import { readUint32 } from './packet.ts';

/** The packet of one who sends and receives, and of one who only receives. */
export const [SENDER_REPORT, RECEIVER_REPORT] = [200, 201];
/** What is said of one stream. */
export const BLOCK_BYTES = 24;

/** The report with which a compound packet begins; undefined for what is none. @see RFC 3550 §6.4 */
export function readRtcpReport(bytes: Uint8Array, size: number): Omit<RtcpReport, 'way' | 'roundTripMs'> | undefined {
  const [first = 0, type] = bytes;
  if (size < 8 || first >> 6 !== 2 || (type !== SENDER_REPORT && type !== RECEIVER_REPORT)) return undefined;
  const end = Math.min(size, 4 + 4 * (((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)));
  const sends = type === SENDER_REPORT;
  if (sends && end < 28) return undefined;
  const blocks: RtcpBlock[] = [];
  for (let at = sends ? 28 : 8, n = 0; n < (first & 31) && at + BLOCK_BYTES <= end; n++, at += BLOCK_BYTES)
    blocks.push({
      ssrc: readUint32(bytes, at),
      fractionLost: bytes[at + 4] ?? 0,
      lost: (readUint32(bytes, at + 4) << 8) >> 8,
      highestSequence: readUint32(bytes, at + 8),
      jitterTicks: readUint32(bytes, at + 12),
      lastReport: readUint32(bytes, at + 16),
      sinceLastReport: readUint32(bytes, at + 20),
    });
  return {
    ssrc: readUint32(bytes, 4),
    ...(sends && {
      sent: {
        ntpSeconds: readUint32(bytes, 8),
        ntpFraction: readUint32(bytes, 12),
        rtpTimestamp: readUint32(bytes, 16),
        packets: readUint32(bytes, 20),
        octets: readUint32(bytes, 24),
      },
    }),
    blocks,
  };
}
