import type { Ms } from '../../base/duration.ts';
import { writeUint32 } from './packet.ts';
import { readRtcp, roundTripOf, rtcpTypes } from './read-rtcp.ts';
import type { RtpReceiver } from './receiver.ts';
import type { RtpSender } from './sender.ts';

/** How often a report goes out. @see RFC 3550 §6.2 (the least interval, which two parties never exceed) */
export const RTCP_INTERVAL_MS: Ms = 5000;

const CNAME = 1;
const BLOCK_BYTES = 24;
/** A report is built and sent in one go, so all sessions build theirs in the same place. */
const underConstruction = new Uint8Array(128);

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

  constructor(sender: RtpSender, receiver: RtpReceiver) {
    this.#sender = sender;
    this.#receiver = receiver;
  }

  /** Builds a report, with a goodbye at the end if `leaving`. @returns the packet and its length, good until another is built. */
  report(nowMs: Ms, leaving: boolean): { readonly packet: Uint8Array; readonly length: number } {
    const packet = this.#packet;
    const sending = this.#sender.packetsSent !== this.#sentAtLastReport;
    this.#sentAtLastReport = this.#sender.packetsSent;
    const blocks = this.#receiver.packetsReceived > 0 ? 1 : 0;
    let at = sending ? this.#writeSender(nowMs) : 8;
    if (blocks) at = this.#writeBlock(at, nowMs);
    this.#writeHead(0, sending ? rtcpTypes.senderReport : rtcpTypes.receiverReport, blocks, at);
    at = this.#writeName(at);
    if (leaving) {
      this.#writeHead(at, rtcpTypes.goodbye, 1, at + 8);
      at += 8;
    }
    return { packet, length: at };
  }

  /** Takes a compound packet; what does not parse is ignored. */
  receive(bytes: Uint8Array, size: number, nowMs: Ms): void {
    for (const { sender, blocks } of readRtcp(bytes, size)) {
      if (sender) {
        this.#lastReport = ((sender.ntpSeconds & 0xffff) * 0x10000 + (sender.ntpFraction >>> 16)) >>> 0;
        this.#lastReportMs = nowMs;
      }
      for (const block of blocks) {
        if (block.ssrc !== this.#sender.ssrc) continue;
        this.remoteLost = block.lost;
        this.remoteJitterTicks = block.jitterTicks;
        this.roundTripMs = roundTripOf(block, nowMs) ?? this.roundTripMs;
      }
    }
  }

  #writeSender(nowMs: Ms): number {
    const packet = this.#packet;
    writeUint32(packet, 8, Math.floor(nowMs / 1000));
    writeUint32(packet, 12, Math.floor(((nowMs % 1000) * 0x1_0000_0000) / 1000));
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
    this.#writeHead(at, rtcpTypes.sourceDescription, 1, end);
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
