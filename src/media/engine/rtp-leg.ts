import type { Ms } from '../../base/duration.ts';
import { type Codec, codecs, MAX_FRAME_SAMPLES } from '../codec/codec.ts';
import type { Encoder } from '../codec/transcoder.ts';
import type { CodecName, LegStatistics, RtpRemote } from '../facade.ts';
import { DIGIT_EVENT_BYTES, DigitReceiver, digitEventCode, writeDigitEvent } from '../rtp/digit-event.ts';
import { MAX_PACKET_BYTES, RTP_HEADER_BYTES, type RtpHeader } from '../rtp/packet.ts';
import { RtpReceiver } from '../rtp/receiver.ts';
import { RTCP_INTERVAL_MS, RtcpSession } from '../rtp/rtcp.ts';
import { CLOCK_PER_MS, RtpSender } from '../rtp/sender.ts';
import { dtmfTone } from '../tone/dtmf.ts';
import { DtmfDetector } from '../tone/dtmf-detector.ts';
import { ToneGenerator } from '../tone/generator.ts';
import { Frame } from './frame.ts';
import { Leg, type LegHost } from './leg.ts';
import type { PacketPeer } from './packet-watches.ts';

/** Where a packet has come from, as the socket knows it. */
export type PacketOrigin = 'known' | 'signalled' | 'other';

/** The pair of sockets (RTP and RTCP) of one leg. Addresses stay inside; nothing here waits. */
export interface RtpSocket {
  /** Where to send: what the far end has signalled. @returns false for what is no IP address and port. */
  setDestination(address: string, port: number): boolean;
  /** Sends the first `length` bytes; what cannot be sent is lost, as packets are. */
  send(packet: Uint8Array, length: number): void;
  sendControl(packet: Uint8Array, length: number): void;
  /** The sender of the packet being delivered is `known` from now on, and with `follow` also where to send. */
  adoptSource(follow: boolean): void;
  /** Who has sent the packet being delivered. */
  source(): PacketPeer | undefined;
  /** Where RTP is sent; RTCP goes to the port after it. */
  destination(): PacketPeer | undefined;
  /** RTP may wait for the next tick, so that a socket costs no wake-up of its own; sockets that cannot do so deliver at once all the same. */
  setPatient?(patient: boolean): void;
  close(): void;
}

/** What all legs of an engine work with in turn, so that it stays near the processor. */
export interface RtpScratch {
  readonly header: RtpHeader;
  /** A packet under construction. */
  readonly packet: Uint8Array;
}

/** A known source that has been silent for so long may be replaced by another. */
const SOURCE_HOLD_MS = 1000;
const EVENT_FRAME_MS = 20;
const LONGEST_PTIME_MS = 60;

/** A leg over RTP: parses, checks and counts what comes, packs what goes. */
export class RtpLeg extends Leg {
  readonly #socket: RtpSocket;
  readonly #timeoutMs: Ms;
  readonly #scratch: RtpScratch;
  readonly #frame = new Frame();
  readonly #receiver = new RtpReceiver();
  readonly #sender: RtpSender;
  readonly #control: RtcpSession;
  #nextReportMs: Ms;
  readonly #digitsHeard = new DigitReceiver((digit, phase, durationMs) => this.hearDigit(digit, phase, durationMs));
  #tonesHeard: DtmfDetector | undefined;
  #remote: RtpRemote | undefined;
  readonly #codecOf: Array<CodecName | undefined> = new Array(128).fill(undefined);
  #codec: Codec | undefined;
  #encoder: Encoder | undefined;
  #payloadType = 0;
  #ptimeMs: Ms = 20;
  #sending = false;
  #receiving = false;
  #sourceKnown = false;
  #firstHeard = false;
  #lastPacketMs: Ms;
  #timedOut = false;
  /** Samples that wait for a packet to be full. */
  #waiting: Int16Array | undefined;
  #waitingCount = 0;
  #eventTimestamp = 0;
  #eventStartMs: Ms = 0;
  #toneFrame: Frame | undefined;
  #tone: ToneGenerator | undefined;

  /** @param numbers the random beginnings of {@link RtpSender}. */
  constructor(
    id: number,
    host: LegHost,
    socket: RtpSocket,
    scratch: RtpScratch,
    timeoutMs: Ms,
    numbers: readonly [number, number, number],
  ) {
    super(id, host);
    this.#scratch = scratch;
    this.#socket = socket;
    this.#timeoutMs = timeoutMs;
    this.#sender = new RtpSender(...numbers);
    this.#control = new RtcpSession(this.#sender, this.#receiver);
    this.#nextReportMs = host.nowMs + RTCP_INTERVAL_MS;
    this.#lastPacketMs = host.nowMs;
  }

  /** Takes what has been agreed with the far end; at once. */
  setRemote(remote: RtpRemote): void {
    const former = this.#remote;
    this.#remote = remote;
    if (former?.address !== remote.address || former.port !== remote.port) {
      this.#sourceKnown = false;
      this.#firstHeard = false;
      if (!this.#socket.setDestination(remote.address, remote.port))
        this.host.emit({
          type: 'failed',
          leg: this.id,
          message: `cannot send RTP to ${remote.address} port ${remote.port}`,
        });
    }
    this.#codecOf.fill(undefined);
    for (const { name, payloadType } of remote.codecs) if (codecs[name]) this.#codecOf[payloadType & 0x7f] ??= name;
    const first = remote.codecs.find(({ name }) => codecs[name] !== undefined);
    const codec = first && codecs[first.name];
    if (codec !== this.#codec) {
      this.#codec = codec;
      this.#encoder = codec?.createEncoder();
      this.#waitingCount = 0;
    }
    this.#payloadType = first?.payloadType ?? 0;
    this.#ptimeMs = Math.min(LONGEST_PTIME_MS, Math.max(10, Math.floor((remote.ptimeMs ?? 20) / 10) * 10));
    if (remote.digits === 'inband')
      this.#tonesHeard ??= new DtmfDetector((digit, phase, durationMs) => this.hearDigit(digit, phase, durationMs));
    else {
      this.#tonesHeard?.finish();
      this.#tonesHeard = undefined;
    }
    const reachable = remote.address !== '0.0.0.0' && remote.address !== '::';
    this.#sending = reachable && (remote.direction === 'sendrecv' || remote.direction === 'sendonly');
    const receiving = remote.direction === 'sendrecv' || remote.direction === 'recvonly';
    if (receiving && !this.#receiving) this.#lastPacketMs = this.host.nowMs;
    this.#receiving = receiving;
  }

  override get codec(): CodecName | undefined {
    return this.#codec?.name;
  }

  override get busy(): boolean {
    return this.#remote !== undefined || super.busy;
  }

  /** A datagram has come to the RTP port, in the first `size` bytes of `bytes`. Anything may be in it. */
  receive(bytes: Uint8Array, size: number, origin: PacketOrigin): void {
    const { header } = this.#scratch;
    const remote = this.#remote;
    if (!remote || this.closed || !header.parse(bytes, size)) return;
    const codec = this.#codecOf[header.payloadType];
    const event = remote.digits === 'rfc4733' && header.payloadType === remote.digitPayloadType;
    if (codec === undefined && !event && header.payloadType !== COMFORT_NOISE) return;
    const nowMs = this.host.nowMs;
    if (origin !== 'known' && !this.#learn(remote, origin, nowMs)) return;
    const formerSource = this.#receiver.ssrc;
    if (!this.#receiver.accept(header, nowMs)) return;
    if (formerSource !== this.#receiver.ssrc) this.#digitsHeard.restart();
    if (this.host.watches.rtp) this.#tell('rtp', 'in', bytes, size, event);
    this.#lastPacketMs = nowMs;
    this.#timedOut = false;
    if (!this.#receiving) return;
    if (event) {
      if (!this.receiveMuted) this.#digitsHeard.receive(bytes, header.offset, header.length, header.timestamp, nowMs);
      return;
    }
    if (codec === undefined) return;
    const frame = this.#frame;
    if (!frame.setPayload(codec, bytes, header.offset, header.length)) return;
    frame.sequence = header.sequence;
    frame.timestamp = header.timestamp;
    frame.marker = header.marker;
    if (!this.#firstHeard) {
      this.#firstHeard = true;
      this.host.emit({ type: 'first-packet', leg: this.id });
    }
    if (this.#tonesHeard && !this.receiveMuted) this.#tonesHeard.feed(frame.pcm(8000), frame.samples(8000));
    this.hear(frame);
  }

  /** A datagram has come to the RTCP port. */
  receiveControl(bytes: Uint8Array, size: number): void {
    if (this.closed) return;
    this.#control.receive(bytes, size, this.host.nowMs);
    if (this.host.watches.rtcp) this.#tell('rtcp', 'in', bytes, size, false);
  }

  override tick(nowMs: Ms): void {
    super.tick(nowMs);
    if (nowMs >= this.#nextReportMs) {
      this.#nextReportMs = nowMs + RTCP_INTERVAL_MS;
      this.#sendReport(false);
    }
    if (this.#digitsHeard.active) this.#digitsHeard.tick(nowMs);
    if (this.#tonesHeard?.active && nowMs - this.#lastPacketMs >= this.#digitsHeard.timeoutMs)
      this.#tonesHeard.finish();
    if (this.#timeoutMs > 0 && this.#receiving && !this.#timedOut && nowMs - this.#lastPacketMs >= this.#timeoutMs) {
      this.#timedOut = true;
      this.host.emit({ type: 'timeout', leg: this.id });
    }
  }

  statistics(): LegStatistics {
    return {
      packetsReceived: this.#receiver.packetsReceived,
      packetsSent: this.#sender.packetsSent,
      packetsLost: this.#receiver.lost,
      jitterMs: this.#receiver.jitterMs,
      remoteLost: this.#control.remoteLost,
      remoteJitterMs: this.#control.remoteJitterTicks / CLOCK_PER_MS,
      roundTripMs: this.#control.roundTripMs,
    };
  }

  protected override get holdsBack(): boolean {
    return this.#tonesHeard?.active ?? false;
  }

  protected override patienceChanged(patient: boolean): void {
    this.#socket.setPatient?.(patient);
  }

  protected override get sendsDigits(): boolean {
    return this.#remote?.digits !== 'info';
  }

  protected transmit(frame: Frame): void {
    const codec = this.#codec;
    const encoder = this.#encoder;
    if (!this.#sending || !codec || !encoder) return;
    const forwarded = frame.sequence >= 0;
    const { packet } = this.#scratch;
    const whole = forwarded || frame.durationMs === this.#ptimeMs;
    if (whole && frame.codec === codec.name && frame.length <= MAX_PACKET_BYTES - RTP_HEADER_BYTES) {
      const { bytes, offset, length } = frame;
      this.#waitingCount = 0;
      if (forwarded && offset === RTP_HEADER_BYTES) {
        // The packet goes out as it came in, under our own header: all who listen are done with it.
        this.#sendFrame(frame, bytes, length);
        return;
      }
      for (let i = 0; i < length; i++) packet[RTP_HEADER_BYTES + i] = bytes[offset + i] as number;
      this.#sendFrame(frame, packet, length);
      return;
    }
    const pcm = frame.pcm(codec.rate);
    const count = frame.samples(codec.rate);
    if (whole && this.#waitingCount === 0 && count % codec.frameSamples === 0) {
      this.#sendFrame(frame, packet, encoder.encode(pcm, 0, count, packet, RTP_HEADER_BYTES));
      return;
    }
    this.#gather(codec, encoder, pcm, count);
  }

  #sendFrame(frame: Frame, packet: Uint8Array, payloadBytes: number): void {
    const sender = this.#sender;
    const nowMs = this.host.nowMs;
    if (frame.sequence >= 0)
      sender.forwardHeader(packet, this.#payloadType, frame.stream, frame.durationMs, nowMs, frame);
    else sender.header(packet, this.#payloadType, frame.stream, frame.durationMs, nowMs);
    this.#send(packet, payloadBytes);
  }

  /** Collects samples until there are enough for a packet of the agreed length. */
  #gather(codec: Codec, encoder: Encoder, pcm: Int16Array, count: number): void {
    const { packet } = this.#scratch;
    const waiting = (this.#waiting ??= new Int16Array(2 * MAX_FRAME_SAMPLES));
    const unit = codec.frameSamples;
    const perPacket = Math.max(unit, Math.floor((this.#ptimeMs * codec.rate) / 1000 / unit) * unit);
    for (let i = 0; i < count; i++) waiting[this.#waitingCount + i] = pcm[i] as number;
    this.#waitingCount += count;
    let from = 0;
    for (; this.#waitingCount - from >= perPacket; from += perPacket) {
      const bytes = encoder.encode(waiting, from, perPacket, packet, RTP_HEADER_BYTES);
      this.#sender.header(packet, this.#payloadType, GATHERED, (perPacket * 1000) / codec.rate, this.host.nowMs);
      this.#send(packet, bytes);
    }
    waiting.copyWithin(0, from, this.#waitingCount);
    this.#waitingCount -= from;
  }

  #send(packet: Uint8Array, payloadBytes: number, digit = false): void {
    this.#socket.send(packet, RTP_HEADER_BYTES + payloadBytes);
    this.#sender.sent(payloadBytes);
    if (this.host.watches.rtp) this.#tell('rtp', 'out', packet, RTP_HEADER_BYTES + payloadBytes, digit);
  }

  #tell(kind: 'rtp' | 'rtcp', way: 'in' | 'out', bytes: Uint8Array, length: number, digit: boolean): void {
    const to = way === 'in' ? this.#socket.source() : this.#socket.destination();
    const peer = to && kind === 'rtcp' && way === 'out' ? { address: to.address, port: to.port + 1 } : to;
    this.host.watches.tell(this.host, { leg: this.id, kind, way, peer, bytes, length, digit });
  }

  /** Whether a packet from another source than the known one counts; if so, that source is known from now on. */
  #learn(remote: RtpRemote, origin: PacketOrigin, nowMs: Ms): boolean {
    const vacant = !this.#sourceKnown || nowMs - this.#lastPacketMs >= SOURCE_HOLD_MS;
    if (!vacant && origin !== 'signalled') return false;
    this.#sourceKnown = true;
    this.#socket.adoptSource(remote.symmetric);
    return true;
  }

  protected digitDown(digit: string): void {
    if (this.#remote?.digits === 'inband') {
      const tone = dtmfTone(digit, 0);
      this.#tone = tone && new ToneGenerator([tone], false);
      this.#sendTone();
      return;
    }
    this.#eventTimestamp = this.#sender.timestampAt(this.host.nowMs);
    this.#eventStartMs = this.host.nowMs;
    this.#sendEvent(digit, EVENT_FRAME_MS, true, false);
  }

  protected digitHeld(digit: string, heldMs: Ms): void {
    if (this.#tone) this.#sendTone();
    else this.#sendEvent(digit, heldMs + EVENT_FRAME_MS, false, false);
  }

  protected digitUp(digit: string, heldMs: Ms): void {
    if (this.#tone) this.#tone = undefined;
    else for (let i = 0; i < 3; i++) this.#sendEvent(digit, heldMs, false, true);
  }

  #sendTone(): void {
    this.#toneFrame ??= new Frame();
    this.#tone?.fill(this.#toneFrame.setSamples(8000, EVENT_FRAME_MS), EVENT_FRAME_MS * CLOCK_PER_MS);
    this.transmit(this.#toneFrame);
  }

  /** @see RFC 4733 §2.5.1 */
  #sendEvent(digit: string, heldMs: Ms, marker: boolean, end: boolean): void {
    const payloadType = this.#remote?.digitPayloadType;
    const code = digitEventCode(digit);
    if (payloadType === undefined || code < 0 || !this.#sending) return;
    const { packet } = this.#scratch;
    this.#sender.eventHeader(packet, payloadType, this.#eventTimestamp, marker, heldMs, this.#eventStartMs);
    writeDigitEvent(packet, RTP_HEADER_BYTES, code, end, heldMs * CLOCK_PER_MS);
    this.#send(packet, DIGIT_EVENT_BYTES, true);
  }

  #sendReport(leaving: boolean): void {
    if (this.#sender.packetsSent === 0 && this.#receiver.packetsReceived === 0) return;
    const { packet, length } = this.#control.report(this.host.nowMs, leaving);
    this.#socket.sendControl(packet, length);
    if (this.host.watches.rtcp) this.#tell('rtcp', 'out', packet, length, false);
  }

  protected release(): void {
    this.#sendReport(true);
    this.#socket.close();
  }
}

/** Payload type of comfort noise (RFC 3389): a packet without audio. */
const COMFORT_NOISE = 13;
/** The stream number of packets put together from pieces; no frame has it. */
const GATHERED = -1;
