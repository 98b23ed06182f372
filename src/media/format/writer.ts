import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { Ms } from '../../base/duration.ts';
import { codecs, type Encoder, MAX_FRAME_SAMPLES, type SampleRate } from '../codec/codec.ts';
import type { Frame } from '../engine/frame.ts';
import type { CodecName, FileFormat } from '../facade.ts';
import { continueWav, writeWavHeader, writeWavSizes } from './wav-header.ts';

/** How the bytes of a format lie: after a header, blocks of a fixed number of bytes for a fixed time. */
interface Layout {
  readonly rate: SampleRate;
  readonly headerBytes: number;
  readonly blockBytes: number;
  readonly blockMs: Ms;
  /** The wire codec whose payloads are the file's bytes, if there is one. */
  readonly codec?: CodecName;
}

const LAYOUTS: { readonly [format in FileFormat]?: Layout } = {
  wav: { rate: 8000, headerBytes: 44, blockBytes: 16, blockMs: 1 },
  sln: { rate: 8000, headerBytes: 0, blockBytes: 16, blockMs: 1 },
  sln16: { rate: 16000, headerBytes: 0, blockBytes: 32, blockMs: 1 },
  ulaw: { rate: 8000, headerBytes: 0, blockBytes: 8, blockMs: 1, codec: 'ulaw' },
  alaw: { rate: 8000, headerBytes: 0, blockBytes: 8, blockMs: 1, codec: 'alaw' },
};

const BUFFER_BYTES = 32_768;
/** Littler than this is left in memory until the next second. */
const FLUSH_EVERY_MS = 1000;

const littleEndian: Encoder = {
  encode(pcm, from, count, out, at) {
    for (let i = 0; i < count; i++) {
      const sample = pcm[from + i] as number;
      out[at + 2 * i] = sample;
      out[at + 2 * i + 1] = sample >> 8;
    }
    return count * 2;
  },
};

/**
 * Writes a sound file frame by frame. What is more than a second old is on the disk, and the header of a WAV file agrees
 * with it at every moment, so that a crash leaves a file that plays.
 */
export class SoundWriter {
  readonly #fd: number;
  readonly #layout: Layout;
  readonly #format: FileFormat;
  readonly #encoder: Encoder;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #buffered = 0;
  /** Bytes of audio on the disk. */
  #written: number;
  #unflushedMs = 0;
  /** What was there before, when appending. */
  readonly #startMs: Ms;
  #closed = false;

  /** @throws Error when the file cannot be opened, or when what is there to append to is of another kind. */
  constructor(path: string, format: FileFormat, append: boolean) {
    const layout = LAYOUTS[format];
    if (!layout) throw new Error(`format '${format}' cannot be recorded`);
    this.#layout = layout;
    this.#format = format;
    this.#encoder = layout.codec ? encoderOf(layout.codec) : littleEndian;
    const existing = append ? continueFile(path, format, layout) : undefined;
    this.#fd = existing?.fd ?? openSync(path, 'w+');
    this.#written = existing?.bytes ?? 0;
    this.#startMs = this.#msOf(this.#written);
    if (!existing && layout.headerBytes > 0) writeWavHeader(this.#fd, format);
  }

  /** What this writer has added, in milliseconds. */
  get durationMs(): Ms {
    return this.#msOf(this.#written + this.#buffered) - this.#startMs;
  }

  /** @throws Error when the disk refuses. */
  write(frame: Frame): void {
    const { codec, rate } = this.#layout;
    if (this.#buffered + MAX_FRAME_SAMPLES * 2 > BUFFER_BYTES) this.flush();
    if (codec !== undefined && frame.codec === codec) {
      this.#buffer.set(frame.bytes.subarray(frame.offset, frame.offset + frame.length), this.#buffered);
      this.#buffered += frame.length;
    } else {
      const count = frame.samples(rate);
      this.#buffered += this.#encoder.encode(frame.pcm(rate), 0, count, this.#buffer, this.#buffered);
    }
    this.#unflushedMs += frame.durationMs;
    if (this.#unflushedMs >= FLUSH_EVERY_MS) this.flush();
  }

  /** Puts what is in memory on the disk. @throws Error when the disk refuses. */
  flush(): void {
    this.#unflushedMs = 0;
    if (this.#buffered === 0) return;
    let from = 0;
    const start = this.#layout.headerBytes + this.#written;
    while (from < this.#buffered) from += writeSync(this.#fd, this.#buffer, from, this.#buffered - from, start + from);
    this.#written += this.#buffered;
    this.#buffered = 0;
    this.#updateHeader();
  }

  /** Takes the last `trimMs` of what this writer has added out again. @throws Error when the disk refuses. */
  trim(trimMs: Ms): void {
    this.flush();
    const { blockBytes, blockMs, headerBytes } = this.#layout;
    const keepMs = Math.max(0, this.durationMs - Math.max(0, trimMs)) + this.#startMs;
    const bytes = Math.min(this.#written, Math.ceil(keepMs / blockMs) * blockBytes);
    ftruncateSync(this.#fd, headerBytes + bytes);
    this.#written = bytes;
    this.#updateHeader();
  }

  /** Flushes and closes; idempotent. @throws Error when the disk refuses; the file is closed all the same. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.flush();
    } finally {
      closeSync(this.#fd);
    }
  }

  #updateHeader(): void {
    if (this.#layout.headerBytes > 0) writeWavSizes(this.#fd, this.#format, this.#written);
  }

  #msOf(bytes: number): Ms {
    return Math.floor(bytes / this.#layout.blockBytes) * this.#layout.blockMs;
  }
}

function encoderOf(name: CodecName): Encoder {
  const codec = codecs[name];
  if (!codec) throw new Error(`codec '${name}' cannot be written`);
  return codec.createEncoder();
}

/** The file to append to and the bytes of audio in it; undefined if there is none. */
function continueFile(path: string, format: FileFormat, layout: Layout): { fd: number; bytes: number } | undefined {
  return continueWav(path, format, layout.headerBytes, layout.blockBytes);
}
