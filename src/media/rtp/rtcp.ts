import type { Ms } from '../../base/duration.ts';
import { readUint32, writeUint32 } from './packet.ts';
import type { RtpReceiver } from './receiver.ts';
import { BLOCK_BYTES, RECEIVER_REPORT, SENDER_REPORT } from './rtcp-report.ts';
import type { RtpSender } from './sender.ts';

/** How often a report goes out. @see RFC 3550 §6.2 (the least interval, which two parties never exceed) */
export const RTCP_INTERVAL_MS: Ms = 5000;

const SOURCE_DESCRIPTION = 202;
const GOODBYE = 203;
const CNAME = 1;
/** A report is built and sent in one go, so all sessions build theirs in the same place. */
const underConstruction = new Uint8Array(128);
/** A compound packet of more parts than this is nonsense. */
const MOST_PARTS = 32;

/** The reports of one RTP session, both ways. @see RFC 3550 §6.4 */
export class RtcpSession {
  /** What the far end says of our packets; 0 until it has. */
  remoteLost = 0;
  remoteJitterTicks = 0;
  roundTripMs: Ms = 0;
  readonly #sender: RtpSender;
  readonly #receiver: RtpReceiver;
  readonly #packet = underConstruction;
  #sentAtLastReport = 0;
  /** Middle 32 bits of the last sender report's time, and when it came. */
  #lastReport = 0;
  #lastReportMs: Ms = 0;
  readonly #ntpOffsetMs: Ms;

  /** @param ntpOffsetMs what makes engine time the time since 1900 of sender reports. */
  constructor(sender: RtpSender, receiver: RtpReceiver, ntpOffsetMs: Ms = 0) {
    this.#sender = sender;
    this.#receiver = receiver;
    this.#ntpOffsetMs = ntpOffsetMs;
  }

  /** Builds a report, with a goodbye at the end if `leaving`. @returns the packet and its length, good until another is built. */
  report(nowMs: Ms, leaving: boolean): { readonly packet: Uint8Array; readonly length: number } {
    const packet = this.#packet;
    const sending = this.#sender.packetsSent !== this.#sentAtLastReport;
    this.#sentAtLastReport = this.#sender.packetsSent;
    const blocks = this.#receiver.packetsReceived > 0 ? 1 : 0;
    let at = sending ? this.#writeSender(nowMs) : 8;
    if (blocks) at = this.#writeBlock(at, nowMs);
    this.#writeHead(0, sending ? SENDER_REPORT : RECEIVER_REPORT, blocks, at);
    at = this.#writeName(at);
    if (leaving) {
      this.#writeHead(at, GOODBYE, 1, at + 8);
      at += 8;
    }
    return { packet, length: at };
  }

  /** Takes a compound packet; what does not parse is ignored. */
  receive(bytes: Uint8Array, size: number, nowMs: Ms): void {
    for (let at = 0, parts = 0; at + 8 <= size && parts < MOST_PARTS; parts++) {
      const first = bytes[at] as number;
      const type = bytes[at + 1] as number;
      const end = at + 4 + 4 * (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
      if (first >> 6 !== 2 || end > size) return;
      if (type === SENDER_REPORT && end - at >= 28) {
        this.#lastReport = ((readUint32(bytes, at + 8) & 0xffff) * 0x10000 + (readUint32(bytes, at + 12) >>> 16)) >>> 0;
        this.#lastReportMs = nowMs;
        this.#readBlocks(bytes, at + 28, end, first & 31, nowMs);
      } else if (type === RECEIVER_REPORT) this.#readBlocks(bytes, at + 8, end, first & 31, nowMs);
      at = end;
    }
  }

  #readBlocks(bytes: Uint8Array, from: number, end: number, count: number, nowMs: Ms): void {
    for (let at = from, n = 0; n < count && at + BLOCK_BYTES <= end; n++, at += BLOCK_BYTES) {
      if (readUint32(bytes, at) !== this.#sender.ssrc) continue;
      this.remoteLost = (readUint32(bytes, at + 4) << 8) >> 8;
      this.remoteJitterTicks = readUint32(bytes, at + 12);
      const reported = readUint32(bytes, at + 16);
      if (reported === 0) continue;
      const elapsed = (middle(nowMs + this.#ntpOffsetMs) - reported - readUint32(bytes, at + 20)) | 0;
      if (elapsed >= 0) this.roundTripMs = (elapsed * 1000) / 0x10000;
    }
  }

  #writeSender(nowMs: Ms): number {
    const packet = this.#packet;
    const ntpMs = nowMs + this.#ntpOffsetMs;
    writeUint32(packet, 8, Math.floor(ntpMs / 1000));
    writeUint32(packet, 12, Math.floor(((ntpMs % 1000) * 0x1_0000_0000) / 1000));
    writeUint32(packet, 16, this.#sender.clockAt(nowMs));
    writeUint32(packet, 20, this.#sender.packetsSent);
    writeUint32(packet, 24, this.#sender.octetsSent);
    return 28;
  }

  #writeBlock(at: number, nowMs: Ms): number {
    const packet = this.#packet;
    const { fraction, lost, highest, jitter } = this.#receiver.report();
    writeUint32(packet, at, this.#receiver.ssrc);
    writeUint32(packet, at + 4, (fraction << 24) | (lost & 0xffffff));
    writeUint32(packet, at + 8, highest);
    writeUint32(packet, at + 12, jitter);
    writeUint32(packet, at + 16, this.#lastReport);
    writeUint32(
      packet,
      at + 20,
      this.#lastReport === 0 ? 0 : Math.round(((nowMs - this.#lastReportMs) * 0x10000) / 1000),
    );
    return at + BLOCK_BYTES;
  }

  /** The name is the SSRC in figures: it tells nothing of the machine. */
  #writeName(at: number): number {
    const packet = this.#packet;
    const name = this.#sender.ssrc.toString(16).padStart(8, '0');
    const end = at + 20;
    packet.fill(0, at + 8, end);
    packet[at + 8] = CNAME;
    packet[at + 9] = name.length;
    for (let i = 0; i < name.length; i++) packet[at + 10 + i] = name.charCodeAt(i);
    this.#writeHead(at, SOURCE_DESCRIPTION, 1, end);
    return end;
  }

  #writeHead(at: number, type: number, count: number, end: number): void {
    const packet = this.#packet;
    packet[at] = 0x80 | count;
    packet[at + 1] = type;
    const words = (end - at) / 4 - 1;
    packet[at + 2] = words >> 8;
    packet[at + 3] = words;
    writeUint32(packet, at + 4, this.#sender.ssrc);
  }
}

/** The middle 32 bits of our clock as NTP time: units of 1/65536 s. Only differences of it count. */
function middle(nowMs: Ms): number {
  return ((Math.floor(nowMs / 1000) & 0xffff) * 0x10000 + Math.floor(((nowMs % 1000) * 0x10000) / 1000)) >>> 0;
}
