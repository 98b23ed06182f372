import type { Ms } from '../base/duration.ts';
import type { LegListener, MediaEngine, PlayItem, Recording, RtpLeg } from '../media/facade.ts';
import { isIpAddress } from '../net/address.ts';
import type { AudioCodecName } from '../sdp/audio-codecs.ts';
import { type AgreedAudio, AudioNegotiation, type AudioSettings, agreeOnAnswer } from '../sdp/offer-answer.ts';
import { parseSdp } from '../sdp/parse-sdp.ts';
import type { MessageBody } from '../sip/message/write-message.ts';

/** What the audio of a call needs. */
export interface CallAudioOptions {
  readonly media: MediaEngine;
  /** The address to receive at. */
  readonly address: string;
  /** A number that no other call has. */
  readonly sessionId: number;
  readonly listener: LegListener;
  /** Said from the moment that there is a way; silence follows. */
  readonly say: readonly PlayItem[];
}

/** In order of preference; the far end's order counts where it offers. */
const CODECS: readonly AudioCodecName[] = ['ulaw', 'alaw', 'gsm', 'g722'];

/** A phone that says nothing sends silence, so that the far end knows where it is and that it lives. */
const SILENCE: PlayItem = {
  kind: 'tone',
  tone: [{ frequency1Hz: 0, frequency2Hz: 0, modulate: false, durationMs: 0, once: false }],
  loop: true,
};

/** The sound of one call of the phone: descriptions on one side, a leg of the engine on the other. Its owner closes it. */
export class CallAudio {
  readonly #options: CallAudioOptions;
  readonly #negotiation: AudioNegotiation;
  readonly #leg: RtpLeg | undefined;
  #agreed: AgreedAudio | undefined;

  constructor(options: CallAudioOptions) {
    this.#options = options;
    this.#negotiation = new AudioNegotiation(options.sessionId, 'Asterism phone', '-');
    this.#leg = options.media.openRtpLeg({ address: options.address });
    if (this.#leg) this.#leg.listener = options.listener;
  }

  /** What has been agreed; undefined before. */
  get agreed(): AgreedAudio | undefined {
    return this.#agreed;
  }

  /** Our offer; undefined where no port is free. */
  offer(): MessageBody | undefined {
    return this.#leg && sdp(this.#negotiation.offer(this.#settings(this.#leg)));
  }

  /** Answers an offer and takes it into use; undefined where there is nothing to agree on. */
  answer(offer: string): MessageBody | undefined {
    const parsed = parseSdp(offer);
    if (!parsed.ok || !this.#leg) return undefined;
    const result = this.#negotiation.answer(parsed.description, { ...this.#settings(this.#leg), order: 'theirs' });
    if (!result.ok) return undefined;
    this.#use(result.agreed);
    return sdp(result.text);
  }

  /** Takes the answer to our offer into use. @returns what is wrong with it, or undefined. */
  accept(answer: string): string | undefined {
    const parsed = parseSdp(answer);
    if (!parsed.ok || !this.#leg) return parsed.ok ? 'no port is free' : parsed.message;
    const result = agreeOnAnswer(parsed.description, this.#settings(this.#leg));
    if (!result.ok) return result.message;
    this.#use(result.agreed);
    return undefined;
  }

  /** Sends a digit by RFC 4733. @returns false where the far end does not speak it. */
  sendDigit(digit: string, durationMs: Ms): boolean {
    if (this.#agreed?.eventPayloadType === undefined) return false;
    this.#leg?.sendDigit(digit, durationMs);
    return true;
  }

  /** Writes what is heard from now on to a wav file; undefined where there is no sound. */
  record(path: string): Recording | undefined {
    return this.#leg?.record({ path, format: 'wav', append: false, keepSilence: true });
  }

  /** Resolves when the engine has done all that it has been told so far. */
  async ready(): Promise<void> {
    await this.#leg?.statistics();
  }

  close(): void {
    this.#leg?.close();
  }

  #settings(leg: RtpLeg): AudioSettings {
    return { address: this.#options.address, port: leg.localPort, codecs: CODECS, events: true };
  }

  #use(agreed: AgreedAudio): void {
    const first = this.#agreed === undefined;
    this.#agreed = agreed;
    const leg = this.#leg;
    if (!leg || !isIpAddress(agreed.address)) return;
    leg.setRemote({
      address: agreed.address,
      port: agreed.port,
      codecs: agreed.codecs,
      ...(agreed.eventPayloadType !== undefined && { digitPayloadType: agreed.eventPayloadType }),
      digits: agreed.eventPayloadType === undefined ? 'info' : 'rfc4733',
      ...(agreed.ptimeMs !== undefined && { ptimeMs: agreed.ptimeMs }),
      direction: agreed.direction,
      symmetric: true,
    });
    if (first) leg.play([...this.#options.say, SILENCE]);
  }
}

function sdp(text: string): MessageBody {
  return { type: 'application/sdp', text };
}
