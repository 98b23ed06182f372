import type { WatchedPacket } from '../../media/facade.ts';
import { type RtcpBlock, type RtcpPart, readRtcp, roundTripOf, rtcpTypes } from '../../media/rtp/read-rtcp.ts';
import { CLOCK_PER_MS } from '../../media/rtp/sender.ts';
import { formatAddress } from '../../net/address.ts';

/** Seconds between the beginnings of NTP's and of Unix's time. */
const NTP_TO_UNIX = 2_208_988_800;

const NAMES: Readonly<Record<number, string>> = {
  [rtcpTypes.senderReport]: 'Sender Report',
  [rtcpTypes.receiverReport]: 'Receiver Report',
  [rtcpTypes.sourceDescription]: 'Source Description',
  [rtcpTypes.goodbye]: 'BYE',
};

/**
 * An RTCP packet as the console shows it. @see observed: Asterisk 16, `rtcp set debug on`
 *
 * Deviation: the source of a packet is its SSRC, and times are seconds with a fraction; Asterisk shows other bytes for some of them.
 */
export function rtcpLines(packet: WatchedPacket): string[] {
  const parts = readRtcp(packet.bytes, packet.bytes.length);
  const { address, port } = packet;
  const end = formatAddress({ host: address, port });
  if (packet.way === 'out') return sentLines(parts, end);
  return parts.flatMap((part) => receivedLines(part, end, packet.engineMs));
}

function receivedLines(part: RtcpPart, end: string, engineMs: number): string[] {
  const { type, count, ssrc, sender, blocks } = part;
  const lines = [
    '',
    `RTCP from ${end}`,
    `PT: ${type} (${NAMES[type] ?? 'Unknown'})`,
    `Reception reports: ${count}`,
    `SSRC of sender: ${ssrc}`,
  ];
  if (type === rtcpTypes.sourceDescription) lines.push(`Received an SDES from ${end}`);
  if (type === rtcpTypes.goodbye) lines.push(`Received a BYE from ${end}`);
  if (sender)
    lines.push(
      `NTP timestamp: ${ntpText(sender)}`,
      `RTP timestamp: ${sender.rtpTimestamp}`,
      `SPC: ${sender.packets}\tSOC: ${sender.octets}`,
    );
  for (const block of blocks) {
    const roundTripMs = roundTripOf(block, engineMs);
    lines.push(
      `  Fraction lost: ${block.fractionLost}`,
      `  Packets lost so far: ${block.lost}`,
      `  Highest sequence number: ${block.highest & 0xffff}`,
      `  Sequence number cycles: ${block.highest >>> 16}`,
      `  Interarrival jitter: ${block.jitterTicks}`,
      `  Last SR(our NTP): ${(block.lastReport / 0x10000).toFixed(6)}`,
      `  DLSR: ${delayText(block)} (sec)`,
    );
    if (roundTripMs !== undefined) lines.push(`  RTT: ${(roundTripMs / 1000).toFixed(4)}(sec)`);
  }
  return lines;
}

function sentLines(parts: readonly RtcpPart[], end: string): string[] {
  return parts
    .filter(({ type }) => type === rtcpTypes.senderReport || type === rtcpTypes.receiverReport)
    .flatMap(({ ssrc, sender, blocks }) => [
      `* Sent RTCP ${sender ? 'SR' : 'RR'} to ${end}`,
      `  Our SSRC: ${ssrc}`,
      ...(sender
        ? [
            `  Sent(NTP): ${ntpText(sender)}`,
            `  Sent(RTP): ${sender.rtpTimestamp}`,
            `  Sent packets: ${sender.packets}`,
            `  Sent octets: ${sender.octets}`,
          ]
        : []),
      ...blocks.flatMap((block) => [
        '  Report block:',
        `    Their SSRC: ${block.ssrc}`,
        `    Fraction lost: ${block.fractionLost}`,
        `    Cumulative loss: ${block.lost}`,
        `    Highest seq no: ${block.highest}`,
        `    IA jitter: ${(block.jitterTicks / CLOCK_PER_MS / 1000).toFixed(4)}`,
        `    Their last SR: ${block.lastReport}`,
        `    DLSR: ${delayText(block)} (sec)`,
      ]),
      '',
    ]);
}

const delayText = ({ delay }: RtcpBlock): string => (delay / 0x10000).toFixed(4);

/** Seconds of Unix's time, or of a clock that knows no date, which counts from its own beginning. */
function ntpText({ ntpSeconds, ntpFraction }: { readonly ntpSeconds: number; readonly ntpFraction: number }): string {
  const seconds = ntpSeconds >= NTP_TO_UNIX ? ntpSeconds - NTP_TO_UNIX : ntpSeconds;
  return (seconds + ntpFraction / 0x1_0000_0000).toFixed(6);
}
