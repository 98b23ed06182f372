import type { Ms } from '../../base/duration.ts';
import type { SampleRate } from '../codec/codec.ts';
import { Resampler } from '../codec/resampler.ts';
import type { Frame } from '../engine/frame.ts';
import type { AudioReader } from './audio-reader.ts';
import type { SoundFile } from './sound-file.ts';

/** Where 16-bit little-endian samples stand in a file. */
export interface LinearLayout {
  readonly rate: number;
  readonly channels: number;
  readonly offset: number;
  readonly bytes: number;
}

const FRAME_MS = 20;

/** Reads 16-bit samples of any rate; channels are mixed to one, rates above 8000 Hz become 16000 or 8000 Hz. */
export class LinearReader implements AudioReader {
  readonly durationMs: Ms;
  readonly #file: SoundFile;
  readonly #layout: LinearLayout;
  readonly #rate: SampleRate;
  readonly #resampler: Resampler | undefined;
  readonly #raw: Int16Array;
  #bytesLeft: number;
  /** Input samples due for the next frame: whole ones of `rate / 50`, the rest carried on. */
  #carry = 0;
  /** Resampled samples that the last frame had no room for. */
  readonly #resampled: Int16Array;
  #ready = 0;

  constructor(file: SoundFile, layout: LinearLayout, offsetMs: Ms) {
    this.#file = file;
    this.#layout = layout;
    this.#rate = layout.rate >= 16000 ? 16000 : 8000;
    const perFrame = Math.ceil(layout.rate / 50) + 1;
    this.#raw = new Int16Array(perFrame);
    this.#resampled = new Int16Array(this.#rate / 25);
    this.#resampler = layout.rate === this.#rate ? undefined : new Resampler(layout.rate, this.#rate, perFrame);
    const width = 2 * layout.channels;
    const skipped = Math.min(layout.bytes, Math.floor((offsetMs * layout.rate) / 1000) * width);
    this.#bytesLeft = Math.max(0, layout.bytes - skipped);
    this.durationMs = (this.#bytesLeft / width / layout.rate) * 1000;
    file.seek(layout.offset + skipped);
  }

  read(frame: Frame): boolean {
    const wanted = (this.#rate * FRAME_MS) / 1000;
    if (!this.#resampler) {
      const out = frame.setSamples(this.#rate, FRAME_MS);
      const count = this.#take(out, wanted);
      out.fill(0, count, wanted);
      return count > 0;
    }
    while (this.#ready < wanted) {
      this.#carry += (this.#layout.rate * FRAME_MS) / 1000;
      const due = Math.floor(this.#carry);
      this.#carry -= due;
      const count = this.#take(this.#raw, due);
      if (count === 0) {
        if (this.#ready === 0) return false;
        this.#resampled.fill(0, this.#ready, wanted);
        this.#ready = wanted;
        break;
      }
      this.#ready += this.#resampler.process(this.#raw, 0, count, this.#resampled.subarray(this.#ready));
    }
    const out = frame.setSamples(this.#rate, FRAME_MS);
    for (let i = 0; i < wanted; i++) out[i] = this.#resampled[i] as number;
    this.#resampled.copyWithin(0, wanted, this.#ready);
    this.#ready -= wanted;
    return true;
  }

  close(): void {
    this.#file.close();
  }

  /** The next samples as one channel; a torn last sample is left out. */
  #take(out: Int16Array, wanted: number): number {
    const channels = this.#layout.channels;
    const width = 2 * channels;
    const got = this.#file.take(Math.min(wanted * width, this.#bytesLeft));
    this.#bytesLeft -= got;
    if (got === 0) this.#bytesLeft = 0;
    const count = Math.floor(got / width);
    const bytes = this.#file.buffer;
    let at = this.#file.offset;
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel++, at += 2)
        sum += (((bytes[at] as number) | ((bytes[at + 1] as number) << 8)) << 16) >> 16;
      out[i] = channels === 1 ? sum : Math.round(sum / channels);
    }
    return count;
  }
}
