import { codecs, MAX_FRAME_MS, MAX_FRAME_SAMPLES, type SampleRate } from '../codec/codec.ts';
import { Resampler } from '../codec/resampler.ts';
import type { Decoder } from '../codec/transcoder.ts';
import type { CodecName } from '../facade.ts';

const NO_BYTES = new Uint8Array(0);
let streams = 0;

/** A number that no other stream has. */
export function nextStream(): number {
  return ++streams;
}

/**
 * A piece of one stream of audio on its way through the engine. Whoever brings the stream in (a leg, a player) owns one
 * frame and fills it again and again; those it is handed to must be done with it when they return. Samples are decoded
 * and resampled only when somebody asks, once for all who ask.
 */
export class Frame {
  /** Differs between any two streams: tells a sender that its source has changed. */
  readonly stream: number;
  /** How `bytes` are coded; undefined when the frame has come as samples. */
  codec: CodecName | undefined;
  bytes: Uint8Array = NO_BYTES;
  offset = 0;
  length = 0;
  durationMs = 0;
  /** Sequence number and timestamp of the packet that brought it; -1 if none did. */
  sequence = -1;
  timestamp = 0;
  marker = false;
  #decoders: { [name in CodecName]?: Decoder } = {};
  #narrow: Int16Array | undefined;
  #wide: Int16Array | undefined;
  #hasNarrow = false;
  #hasWide = false;
  #toWide: Resampler | undefined;
  #toNarrow: Resampler | undefined;

  /** @param stream one of {@link nextStream}, for frames that take turns in carrying one stream. */
  constructor(stream: number = nextStream()) {
    this.stream = stream;
  }

  /** Fills the frame with a payload. @returns false if it holds no whole frame, or the codec is not to be had. */
  setPayload(codec: CodecName, bytes: Uint8Array, offset: number, length: number): boolean {
    const durationMs = codecs[codec]?.durationMs(length) ?? 0;
    if (durationMs === 0) return false;
    this.codec = codec;
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.durationMs = Math.min(MAX_FRAME_MS, durationMs);
    this.#hasNarrow = false;
    this.#hasWide = false;
    return true;
  }

  /** Fills the frame with samples: write `rate / 1000 * durationMs` of them into what this returns. */
  setSamples(rate: SampleRate, durationMs: number): Int16Array {
    this.codec = undefined;
    this.durationMs = durationMs;
    this.#hasNarrow = rate === 8000;
    this.#hasWide = rate === 16000;
    return rate === 8000 ? this.#narrowBuffer() : this.#wideBuffer();
  }

  /** The number of samples at `rate`. */
  samples(rate: SampleRate): number {
    return (this.durationMs * rate) / 1000;
  }

  /** The samples at `rate`; the first {@link samples} of the array count. */
  pcm(rate: SampleRate): Int16Array {
    if (rate === 8000) {
      const narrow = this.#narrowBuffer();
      if (!this.#hasNarrow) this.#fillNarrow(narrow);
      return narrow;
    }
    const wide = this.#wideBuffer();
    if (!this.#hasWide) this.#fillWide(wide);
    return wide;
  }

  /** The rate at which the samples can be had without resampling. */
  get nativeRate(): SampleRate {
    if (this.codec !== undefined) return codecs[this.codec]?.rate ?? 8000;
    return this.#hasWide ? 16000 : 8000;
  }

  #narrowBuffer(): Int16Array {
    this.#narrow ??= new Int16Array(MAX_FRAME_SAMPLES / 2);
    return this.#narrow;
  }

  #wideBuffer(): Int16Array {
    this.#wide ??= new Int16Array(MAX_FRAME_SAMPLES);
    return this.#wide;
  }

  #fillNarrow(narrow: Int16Array): void {
    if (!this.#hasWide && this.nativeRate === 8000) this.#decode(narrow);
    else {
      const wide = this.pcm(16000);
      this.#toNarrow ??= new Resampler(16000, 8000, MAX_FRAME_SAMPLES);
      this.#toNarrow.process(wide, 0, this.samples(16000), narrow);
    }
    this.#hasNarrow = true;
  }

  #fillWide(wide: Int16Array): void {
    if (!this.#hasNarrow && this.nativeRate === 16000) this.#decode(wide);
    else {
      const narrow = this.pcm(8000);
      this.#toWide ??= new Resampler(8000, 16000, MAX_FRAME_SAMPLES / 2);
      this.#toWide.process(narrow, 0, this.samples(8000), wide);
    }
    this.#hasWide = true;
  }

  #decode(out: Int16Array): void {
    const name = this.codec;
    const codec = name === undefined ? undefined : codecs[name];
    if (!codec) return;
    const decoder = (this.#decoders[codec.name] ??= codec.createDecoder());
    const count = decoder.decode(this.bytes, this.offset, this.length, out);
    out.fill(0, count, this.samples(codec.rate));
  }
}
