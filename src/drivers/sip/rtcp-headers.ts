import type { EventWriter } from '../../extend/define-event.ts';
import type { ManagerHeaders } from '../../extend/define-manager-action.ts';
import type { RtcpReport } from '../../media/facade.ts';
import { type Address, formatAddress } from '../../net/address.ts';
import type { AudioReported } from './events.ts';

/** What is to be taken from NTP's seconds, which began in 1900. */
const NTP_EPOCH_S = 2_208_988_800;

/** The headers of an event about a report, in Asterisk's order. @param ends where it has gone to and come from. */
export function rtcpHeaders(
  { channel, report }: AudioReported,
  writer: EventWriter,
  ends: { readonly to: Address; readonly from: Address },
): ManagerHeaders {
  const { ssrc, sent, blocks, roundTripMs, way } = report;
  return [
    ...writer.channel(channel),
    ['To', formatAddress(ends.to)],
    ['From', formatAddress(ends.from)],
    ...(way === 'received' ? [['RTT', (roundTripMs / 1000).toFixed(4)] as const] : []),
    // There, a received one shows part of its time instead.
    ['SSRC', hex(ssrc)],
    ['PT', sent ? '200(SR)' : '201(RR)'],
    ['ReportCount', String(blocks.length)],
    ...(sent ? senderHeaders(sent) : []),
    ...blocks.flatMap((block, index) => blockHeaders(block, `Report${index}`)),
  ];
}

function senderHeaders(sent: NonNullable<RtcpReport['sent']>): ManagerHeaders {
  const microseconds = Math.floor((sent.ntpFraction * 1e6) / 0x1_0000_0000);
  return [
    ['SentNTP', `${(sent.ntpSeconds - NTP_EPOCH_S) >>> 0}.${String(microseconds).padStart(6, '0')}`],
    ['SentRTP', String(sent.rtpTimestamp)],
    ['SentPackets', String(sent.packets)],
    ['SentOctets', String(sent.octets)],
  ];
}

function blockHeaders(block: RtcpReport['blocks'][number], name: string): ManagerHeaders {
  return [
    [`${name}SourceSSRC`, hex(block.ssrc)],
    [`${name}FractionLost`, String(block.fractionLost)],
    [`${name}CumulativeLost`, String(block.lost)],
    [`${name}HighestSequence`, String(block.highestSequence & 0xffff)],
    [`${name}SequenceNumberCycles`, String(block.highestSequence >>> 16)],
    [`${name}IAJitter`, String(block.jitterTicks)],
    [`${name}LSR`, String(block.lastReport)],
    [`${name}DLSR`, (block.sinceLastReport / 0x10000).toFixed(4)],
  ];
}

function hex(ssrc: number): string {
  return `0x${ssrc.toString(16).padStart(8, '0')}`;
}
