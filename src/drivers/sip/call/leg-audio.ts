import type { DigitTransport, LegListener, MediaEngine, RtpLeg } from '../../../media/facade.ts';
import { type Address, isIpAddress } from '../../../net/address.ts';
import type { AudioCodecName } from '../../../sdp/audio-codecs.ts';
import type { SessionDescription } from '../../../sdp/description.ts';
import { type AgreedAudio, AudioNegotiation, type AudioSettings, agreeOnAnswer } from '../../../sdp/offer-answer.ts';
import { parseSdp } from '../../../sdp/parse-sdp.ts';
import type { DigitMode, Endpoint } from '../config/endpoint.ts';

/** What the audio of a leg needs. */
export interface LegAudioOptions {
  readonly engine: MediaEngine;
  readonly endpoint: Endpoint;
  /** Codecs in order of preference. */
  readonly codecs: readonly AudioCodecName[];
  /** Told what is heard. */
  readonly listener: LegListener;
  /** A number that no other call has. */
  readonly sessionId: number;
  /** The address to receive at, and the one to tell the peer. */
  readonly bindHost: string;
  readonly toldHost: string;
  /** Where signalling comes from: a peer that names another address is behind NAT. */
  readonly peerHost: string;
}

/** An answer, or the status that refuses. */
export type AudioAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly status: number; readonly message: string };

/** The audio of one leg: offers, answers and hold on one side, the media engine's leg on the other. */
export class LegAudio {
  readonly #options: LegAudioOptions;
  readonly #negotiation: AudioNegotiation;
  /** Codecs in order of preference, for the next offer or answer. */
  codecs: readonly AudioCodecName[];
  #digitMode: DigitMode;
  #leg: RtpLeg | undefined;
  #offered: AudioSettings | undefined;
  #agreed: AgreedAudio | undefined;

  constructor(options: LegAudioOptions) {
    this.#options = options;
    this.codecs = options.codecs;
    this.#digitMode = options.endpoint.digits;
    const { sessionName, sessionOwner } = options.endpoint;
    this.#negotiation = new AudioNegotiation(options.sessionId, sessionName || 'Asterism', sessionOwner || '-');
  }

  /** The engine's leg, once there is audio. */
  get leg(): RtpLeg | undefined {
    return this.#leg;
  }

  /** What has been agreed; undefined before. */
  get agreed(): AgreedAudio | undefined {
    return this.#agreed;
  }

  /** Where RTCP is received, once there is a port. */
  get controlAddress(): Address | undefined {
    return this.#leg && { host: this.#options.bindHost, port: this.#leg.localPort + 1 };
  }

  /** True while the peer has put us on hold. */
  get held(): boolean {
    return this.#agreed?.held ?? false;
  }

  /** How digits go. */
  get digitMode(): DigitMode {
    return this.#digitMode;
  }

  /** Changes how digits go, at once where audio is agreed on. */
  set digitMode(mode: DigitMode) {
    this.#digitMode = mode;
    if (this.#agreed) this.#use(this.#agreed);
  }

  /** Digits go by INFO. */
  get digitsByInfo(): boolean {
    return this.#digits() === 'info';
  }

  /** The codec that is sent, for listings. */
  get codec(): AudioCodecName | undefined {
    return this.#agreed?.codecs[0]?.name;
  }

  /** Our offer. Undefined if no port is free. */
  offer(): string | undefined {
    const leg = this.#open();
    if (!leg) return undefined;
    this.#offered = this.#settings(leg.localPort);
    return this.#negotiation.offer(this.#offered);
  }

  /** Answers an offer and takes it into use. */
  answer(text: string): AudioAnswer {
    const parsed = parseSdp(text);
    return parsed.ok ? this.answerTo(parsed.description) : { ok: false, status: 488, message: parsed.message };
  }

  /** As {@link answer}, for an offer that has been read already. */
  answerTo(offer: SessionDescription): AudioAnswer {
    const leg = this.#open();
    if (!leg) return { ok: false, status: 503, message: 'no port is free' };
    const result = this.#negotiation.answer(offer, this.#settings(leg.localPort));
    if (!result.ok) return { ok: false, status: 488, message: result.message };
    this.#use(result.agreed);
    return { ok: true, text: result.text };
  }

  /** Takes the answer to our offer into use. @returns what is wrong with it, or undefined. */
  accept(text: string): string | undefined {
    const parsed = parseSdp(text);
    if (!parsed.ok) return parsed.message;
    const leg = this.#leg;
    const result = agreeOnAnswer(parsed.description, this.#offered ?? this.#settings(leg?.localPort ?? 0));
    if (!result.ok) return result.message;
    this.#use(result.agreed);
    return undefined;
  }

  #open(): RtpLeg | undefined {
    if (this.#leg) return this.#leg;
    const { engine, endpoint, bindHost, listener } = this.#options;
    this.#leg = engine.openRtpLeg({ address: bindHost, timeoutMs: endpoint.rtpTimeoutMs });
    if (this.#leg) this.#leg.listener = listener;
    return this.#leg;
  }

  #settings(port: number): AudioSettings {
    const { endpoint, toldHost } = this.#options;
    const events = ['rfc4733', 'auto', 'auto_info'].includes(this.#digitMode);
    return { address: toldHost, port, codecs: this.codecs, events, order: endpoint.codecOrder };
  }

  #digits(): DigitTransport {
    const digits = this.#digitMode;
    const agreed = this.#agreed?.eventPayloadType !== undefined;
    if (digits === 'info' || (digits === 'auto_info' && this.#agreed && !agreed)) return 'info';
    if (digits === 'inband' || (digits === 'auto' && !agreed)) return 'inband';
    return 'rfc4733';
  }

  #use(agreed: AgreedAudio): void {
    this.#agreed = agreed;
    const leg = this.#leg;
    if (!leg || !isIpAddress(agreed.address)) return;
    const { symmetricMedia } = this.#options.endpoint;
    leg.setRemote({
      address: agreed.address,
      port: agreed.port,
      codecs: agreed.codecs,
      digits: this.#digits(),
      direction: agreed.direction,
      symmetric: symmetricMedia === 'yes' || (symmetricMedia === 'auto' && agreed.address !== this.#options.peerHost),
      ...(agreed.eventPayloadType !== undefined && { digitPayloadType: agreed.eventPayloadType }),
      ...(agreed.ptimeMs !== undefined && { ptimeMs: agreed.ptimeMs }),
    });
  }
}
