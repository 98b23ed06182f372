import type { WatchedPacket } from '../../media/facade.ts';
import { RtpHeader } from '../../media/rtp/packet.ts';
import { formatAddress } from '../../net/address.ts';

const header = new RtpHeader();

const figures = (value: number, width: number): string => String(value).padStart(width, '0');

/** An RTP packet as the console shows it. @see observed: Asterisk 16, `rtp set debug on` */
export function rtpLines({ way, address, port, bytes, length, digit }: WatchedPacket): string[] {
  // The rest of a long packet is not here, so what ends it cannot be looked at.
  const whole = new Uint8Array(length);
  whole.set(bytes);
  if (!header.parse(whole, length)) return [];
  const about = (carried: number): string =>
    `type ${figures(header.payloadType, 2)}, seq ${figures(header.sequence, 6)}, ts ${figures(header.timestamp, 6)}, len ${figures(carried, 6)}`;
  const end = formatAddress({ host: address, port });
  if (way === 'out')
    return [`Sent RTP ${digit ? 'DTMF packet to' : 'packet to     '} ${end} (${about(header.length)})`];
  const lines = [`Got  RTP packet from    ${end} (${about(header.length)})`];
  if (digit && header.length >= 4) {
    const [event = 0, flags = 0, high = 0, low = 0] = whole.subarray(header.offset);
    const press = `mark ${header.marker ? 1 : 0}, event ${event.toString(16).padStart(8, '0')}, end ${flags >> 7}, duration ${figures(high * 256 + low, 5)}`;
    lines.push(`Got  RTP RFC2833 from   ${end} (${about(header.length)}, ${press}) `);
  }
  return lines;
}
