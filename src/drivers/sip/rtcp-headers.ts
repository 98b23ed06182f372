import type { EventWriter } from '../../extend/define-event.ts';
import type { EventHeaders, ManagerHeaders } from '../../extend/define-manager-action.ts';
import type { RtcpBlock } from '../../media/rtp/read-rtcp.ts';
import { formatAddress } from '../../net/address.ts';
import type { AudioReported } from './events.ts';

/** What is to be taken from NTP's seconds, which began in 1900. */
const NTP_EPOCH_S = 2_208_988_800;

/** The headers of an event about a report, in Asterisk's order. */
export function rtcpHeaders(told: AudioReported, writer: EventWriter): EventHeaders {
  const { channel, way, report, roundTripMs = 0, from, to } = told;
  return [
    writer.channel(channel),
    ['To', formatAddress(to)],
    ['From', formatAddress(from)],
    ...(way === 'in' ? [['RTT', (roundTripMs / 1000).toFixed(4)] as const] : []),
    // There, that of one that came is part of its time instead.
    ['SSRC', hex(report.ssrc)],
    ['PT', report.sender ? '200(SR)' : '201(RR)'],
    ['ReportCount', String(report.blocks.length)],
    ...senderHeaders(told),
    ...report.blocks.flatMap((block, index) => blockHeaders(block, `Report${index}`)),
  ];
}

function senderHeaders({ report: { sender }, way, atMs }: AudioReported): ManagerHeaders {
  if (!sender) return [];
  const { ntpSeconds, ntpFraction, rtpTimestamp, packets, octets } = sender;
  // Ours go by a clock of their own, as RFC 3550 §6.4.1 allows; clients are told the time of day.
  const seconds = way === 'out' ? Math.floor(atMs / 1000) : (ntpSeconds - NTP_EPOCH_S) >>> 0;
  const micros = way === 'out' ? Math.floor((atMs % 1000) * 1000) : Math.floor((ntpFraction * 1e6) / 0x1_0000_0000);
  return [
    ['SentNTP', `${seconds}.${String(micros).padStart(6, '0')}`],
    ['SentRTP', String(rtpTimestamp)],
    ['SentPackets', String(packets)],
    ['SentOctets', String(octets)],
  ];
}

function blockHeaders(block: RtcpBlock, name: string): ManagerHeaders {
  return [
    [`${name}SourceSSRC`, hex(block.ssrc)],
    [`${name}FractionLost`, String(block.fractionLost)],
    [`${name}CumulativeLost`, String(block.lost)],
    [`${name}HighestSequence`, String(block.highest & 0xffff)],
    [`${name}SequenceNumberCycles`, String(block.highest >>> 16)],
    [`${name}IAJitter`, String(block.jitterTicks)],
    [`${name}LSR`, String(block.lastReport)],
    [`${name}DLSR`, (block.delay / 0x10000).toFixed(4)],
  ];
}

function hex(ssrc: number): string {
  return `0x${ssrc.toString(16).padStart(8, '0')}`;
}
