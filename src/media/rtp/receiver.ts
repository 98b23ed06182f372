import type { RtpHeader } from './packet.ts';
import { CLOCK_PER_MS } from './sender.ts';

/** Sequence numbers further ahead than this are a restarted stream, not loss (RFC 3550 A.1). */
const MAX_DROPOUT = 3000;

/** The receiving half of an RTP session: what has come, what is missing, how evenly. @see RFC 3550 A.1, A.3, A.8 */
export class RtpReceiver {
  ssrc = -1;
  packetsReceived = 0;
  /** Of earlier streams of this session. */
  #lostBefore = 0;
  #receivedBefore = 0;
  #base = 0;
  #highest = 0;
  #cycles = 0;
  #jitter = 0;
  #transit = 0;
  /** Bit n: the packet n before the highest has come. */
  #seen = 0;
  #reportedExpected = 0;
  #reportedReceived = 0;

  /** Counts a packet. @returns false if it is a repetition, which must not be heard twice. */
  accept(header: RtpHeader, nowMs: number): boolean {
    const transit = Math.round(nowMs * CLOCK_PER_MS) - header.timestamp;
    if (this.packetsReceived === 0 || header.ssrc !== this.ssrc) {
      this.#restart(header, transit);
      return true;
    }
    const step = ((header.sequence - this.#highest) << 16) >> 16;
    if (step > MAX_DROPOUT || step < -MAX_DROPOUT) {
      this.#restart(header, transit);
      return true;
    }
    if (step > 0) {
      if (header.sequence < this.#highest) this.#cycles += 0x10000;
      this.#highest = header.sequence;
      this.#seen = step > 31 ? 1 : (this.#seen << step) | 1;
    } else {
      if (step > -32) {
        const bit = 1 << -step;
        if (this.#seen & bit) return false;
        this.#seen |= bit;
      }
    }
    this.packetsReceived++;
    const difference = Math.abs((transit - this.#transit) | 0);
    this.#transit = transit;
    if (difference < 8000 * 10) this.#jitter += (difference - this.#jitter) / 16;
    return true;
  }

  #restart(header: RtpHeader, transit: number): void {
    this.#lostBefore = this.lost;
    this.#receivedBefore = this.packetsReceived;
    this.ssrc = header.ssrc;
    this.#base = header.sequence;
    this.#highest = header.sequence;
    this.#cycles = 0;
    this.#seen = 1;
    this.#transit = transit;
    this.#jitter = 0;
    this.#reportedExpected = 0;
    this.#reportedReceived = 0;
    this.packetsReceived++;
  }

  /** Packets that should have come in the stream under way. */
  get #expected(): number {
    return this.packetsReceived === this.#receivedBefore ? 0 : this.#cycles + this.#highest - this.#base + 1;
  }

  /** Packets that have not come, over the whole session. */
  get lost(): number {
    return this.#lostBefore + this.#expected - (this.packetsReceived - this.#receivedBefore);
  }

  get jitterMs(): number {
    return this.#jitter / CLOCK_PER_MS;
  }

  /** The fields of a report block: 24 bits of loss, the loss since the last call in 1/256, the highest sequence number, jitter in clock ticks. */
  report(): { fraction: number; lost: number; highest: number; jitter: number } {
    const expected = this.#expected;
    const received = this.packetsReceived - this.#receivedBefore;
    const expectedNow = expected - this.#reportedExpected;
    const lostNow = expectedNow - (received - this.#reportedReceived);
    this.#reportedExpected = expected;
    this.#reportedReceived = received;
    return {
      fraction: expectedNow > 0 && lostNow > 0 ? Math.min(255, Math.floor((lostNow * 256) / expectedNow)) : 0,
      lost: Math.max(-0x800000, Math.min(0x7fffff, expected - received)),
      highest: (this.#cycles + this.#highest) >>> 0,
      jitter: Math.round(this.#jitter),
    };
  }
}
