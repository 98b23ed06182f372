import { writeRtpHeader } from './packet.ts';

/** Ticks of the RTP clock a millisecond: every codec of the engine counts 8000 a second. */
export const CLOCK_PER_MS = 8;
/** A stream's own clock may jump so far; beyond, it is taken for a new stream. */
const MAX_SEQUENCE_JUMP = 500;
const MAX_TIMESTAMP_JUMP = 8000 * 30;

/**
 * The sending half of an RTP session: one SSRC, sequence numbers without a gap of our making, and timestamps that go on
 * where they were when the source of the audio changes. Headers are written to the start of packets that the caller owns.
 */
export class RtpSender {
  readonly ssrc: number;
  packetsSent = 0;
  octetsSent = 0;
  /** The highest sequence number and its timestamp, as sent. */
  #sequence: number;
  #timestamp: number;
  #sentAtMs = -1;
  #lastDurationMs = 20;
  #stream = 0;
  /** What to add to a source's own numbers. */
  #sequenceOffset = 0;
  #timestampOffset = 0;

  /** The numbers start at random (RFC 3550 §5.1): three values of 0 to 2^32 - 1. */
  constructor(ssrc: number, sequence: number, timestamp: number) {
    this.ssrc = ssrc >>> 0;
    this.#sequence = sequence & 0xffff;
    this.#timestamp = timestamp >>> 0;
  }

  /** The timestamp that audio sent at `nowMs` would bear, if it came from a new source. */
  timestampAt(nowMs: number): number {
    if (this.#sentAtMs < 0) return this.#timestamp;
    const elapsedMs = Math.max(this.#lastDurationMs, Math.round(nowMs - this.#sentAtMs));
    return (this.#timestamp + elapsedMs * CLOCK_PER_MS) >>> 0;
  }

  /** Where the RTP clock stands at `nowMs`, for reports. */
  clockAt(nowMs: number): number {
    if (this.#sentAtMs < 0) return this.#timestamp;
    return (this.#timestamp + Math.round(nowMs - this.#sentAtMs) * CLOCK_PER_MS) >>> 0;
  }

  /** Writes the header for audio of a source that is clocked by us. */
  header(packet: Uint8Array, payloadType: number, stream: number, durationMs: number, nowMs: number): void {
    const fresh = stream !== this.#stream || nowMs - this.#sentAtMs > 5 * durationMs + 100;
    const timestamp = fresh ? this.timestampAt(nowMs) : (this.#timestamp + this.#lastDurationMs * CLOCK_PER_MS) >>> 0;
    this.#advance((this.#sequence + 1) & 0xffff, timestamp, stream, durationMs, nowMs);
    writeRtpHeader(packet, fresh, payloadType, this.#sequence, timestamp, this.ssrc);
  }

  /** Writes the header for audio that came in a packet: its gaps and its order are passed on. */
  forwardHeader(
    packet: Uint8Array,
    payloadType: number,
    stream: number,
    durationMs: number,
    nowMs: number,
    source: { readonly sequence: number; readonly timestamp: number; readonly marker: boolean },
  ): void {
    let sequence = (source.sequence + this.#sequenceOffset) & 0xffff;
    let timestamp = (source.timestamp + this.#timestampOffset) >>> 0;
    let step = ((sequence - this.#sequence) << 16) >> 16;
    const jump = (timestamp - this.#timestamp) | 0;
    const fresh = stream !== this.#stream || Math.abs(step) > MAX_SEQUENCE_JUMP || Math.abs(jump) > MAX_TIMESTAMP_JUMP;
    if (fresh) {
      sequence = (this.#sequence + 1) & 0xffff;
      timestamp = this.timestampAt(nowMs);
      this.#sequenceOffset = sequence - source.sequence;
      this.#timestampOffset = timestamp - source.timestamp;
      step = 1;
    }
    if (step > 0) this.#advance(sequence, timestamp, stream, durationMs, nowMs);
    writeRtpHeader(packet, fresh || source.marker, payloadType, sequence, timestamp, this.ssrc);
  }

  /** Writes the header for a packet that stands beside the audio, such as an event. The audio that follows is a new stream. */
  eventHeader(
    packet: Uint8Array,
    payloadType: number,
    timestamp: number,
    marker: boolean,
    durationMs: number,
    nowMs: number,
  ): void {
    this.#advance((this.#sequence + 1) & 0xffff, timestamp, 0, durationMs, nowMs);
    writeRtpHeader(packet, marker, payloadType, this.#sequence, timestamp, this.ssrc);
  }

  /** To be called for each packet that has gone out. */
  sent(payloadBytes: number): void {
    this.packetsSent++;
    this.octetsSent = (this.octetsSent + payloadBytes) >>> 0;
  }

  #advance(sequence: number, timestamp: number, stream: number, durationMs: number, nowMs: number): void {
    this.#sequence = sequence;
    this.#timestamp = timestamp;
    this.#stream = stream;
    this.#lastDurationMs = durationMs;
    this.#sentAtMs = nowMs;
  }
}
