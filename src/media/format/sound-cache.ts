import type { Ms } from '../../base/duration.ts';
import { statIfThere } from '../../base/stat-if-there.ts';
import { codecs } from '../codec/codec.ts';
import type { Encoder } from '../codec/transcoder.ts';
import { Frame } from '../engine/frame.ts';
import type { CodecName } from '../facade.ts';
import type { AudioReader } from './audio-reader.ts';
import { openReader } from './open-reader.ts';

/** Longer sounds are read from the disk each time. */
const LONGEST_MS = 120_000;
const MOST_BYTES = 16 * 1024 * 1024;
const FRAME_MS = 20;

/**
 * Keeps the prompts that were played of late, coded as a leg sends them: a prompt that many callers hear is read, decoded
 * and encoded once, frame by frame as the first of them hears it. A file that has changed is read anew.
 */
export class SoundCache {
  /** In order of last use. */
  readonly #sounds = new Map<string, CodedSound>();
  #bytes = 0;

  /**
   * Opens a file for playing from `offsetMs` on, as payloads of `codec`; without one, in whatever form the file has.
   * @throws Error saying what is wrong; the caller names the path.
   */
  open(path: string, offsetMs: Ms, codec: CodecName | undefined): AudioReader {
    if (codec === undefined) return openReader(path, offsetMs);
    const stat = statIfThere(path);
    const key = stat ? `${codec} ${stat.mtimeMs} ${stat.size} ${path}` : '';
    const known = this.#sounds.get(key);
    if (known) {
      this.#sounds.delete(key);
      this.#sounds.set(key, known);
      if (offsetMs <= known.durationMs) return known.reader(offsetMs);
    }
    if (known || offsetMs > 0) return openReader(path, offsetMs);
    const source = openReader(path, 0);
    if (source.durationMs > LONGEST_MS) return source;
    const sound = new CodedSound(source, codec, (grownBytes) => {
      this.#bytes += grownBytes;
      this.#evict();
    });
    sound.onDropped = () => this.#drop(key, sound);
    this.#sounds.set(key, sound);
    return sound.reader(0);
  }

  #evict(): void {
    for (const [key, sound] of this.#sounds) {
      if (this.#bytes <= MOST_BYTES) return;
      this.#drop(key, sound);
    }
  }

  #drop(key: string, sound: CodedSound): void {
    if (this.#sounds.get(key) !== sound) return;
    this.#sounds.delete(key);
    this.#bytes -= sound.bytesHeld;
    sound.onGrown = undefined;
  }
}

/** One file, coded, as far as somebody has heard it. */
class CodedSound {
  onGrown: ((bytes: number) => void) | undefined;
  /** Told when the sound is of no more use to others: broken, or left before its end was reached. */
  onDropped: (() => void) | undefined;
  readonly #codec: CodecName;
  readonly #encoder: Encoder;
  readonly #frameBytes: number;
  readonly #frame = new Frame();
  #source: AudioReader | undefined;
  #error: unknown;
  #coded: Uint8Array;
  #frames = 0;
  #readers = 0;

  constructor(source: AudioReader, codec: CodecName, onGrown: (bytes: number) => void) {
    const { rate, createEncoder } = codecs[codec];
    this.#source = source;
    this.#codec = codec;
    this.#encoder = createEncoder();
    const probe = new Uint8Array(1000);
    this.#frameBytes = createEncoder().encode(new Int16Array(rate / 50), 0, rate / 50, probe, 0);
    this.#coded = new Uint8Array(this.#frameBytes * Math.max(50, Math.ceil(source.durationMs / FRAME_MS) + 1));
    this.onGrown = onGrown;
    onGrown(this.#coded.length);
  }

  get bytesHeld(): number {
    return this.#coded.length;
  }

  /** How much is there; all of it when the source has ended. */
  get durationMs(): Ms {
    return this.#frames * FRAME_MS;
  }

  reader(offsetMs: Ms): AudioReader {
    let next = Math.floor(offsetMs / FRAME_MS);
    let open = true;
    this.#readers++;
    return {
      durationMs: this.durationMs,
      read: (frame) => {
        if (next >= this.#frames && !this.#extend()) return false;
        return frame.setPayload(this.#codec, this.#coded, next++ * this.#frameBytes, this.#frameBytes);
      },
      close: () => {
        if (!open) return;
        open = false;
        this.#readers--;
        if (this.#readers > 0 || !this.#source) return;
        this.#endSource();
        this.onDropped?.();
      },
    };
  }

  /** Codes the next frame. @returns false at the end. */
  #extend(): boolean {
    if (this.#error !== undefined) throw this.#error;
    const source = this.#source;
    if (!source) return false;
    const frame = this.#frame;
    try {
      if (!source.read(frame)) {
        this.#endSource();
        return false;
      }
      this.#append(frame);
      return true;
    } catch (error) {
      this.#error = error;
      this.#endSource();
      this.onDropped?.();
      throw error;
    }
  }

  #append(frame: Frame): void {
    const at = this.#frames * this.#frameBytes;
    if (at + this.#frameBytes > this.#coded.length) {
      const grown = new Uint8Array(this.#coded.length * 2);
      grown.set(this.#coded);
      this.onGrown?.(this.#coded.length);
      this.#coded = grown;
    }
    if (frame.codec === this.#codec)
      for (let i = 0; i < this.#frameBytes; i++) this.#coded[at + i] = frame.bytes[frame.offset + i] as number;
    else {
      const { rate } = codecs[this.#codec];
      this.#encoder.encode(frame.pcm(rate), 0, frame.samples(rate), this.#coded, at);
    }
    this.#frames++;
  }

  #endSource(): void {
    this.#source?.close();
    this.#source = undefined;
  }
}
