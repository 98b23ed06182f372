import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import type { Ms } from '../../base/duration.ts';
import { systemCodeOf } from '../../base/errors.ts';
import { MAX_FRAME_SAMPLES } from '../codec/codec.ts';
import type { Encoder } from '../codec/transcoder.ts';
import type { Frame } from '../engine/frame.ts';
import type { FileFormat } from '../facade.ts';
import { type FileLayout, fileLayouts } from './file-layout.ts';
import { hasWavHeader, writeWavHeader, writeWavSizes } from './wav-header.ts';

const BUFFER_BYTES = 32_768;
/** Littler than this is left in memory until the next second. */
const FLUSH_EVERY_MS = 1000;

/**
 * Writes a sound file frame by frame. What is more than a second old is on the disk, and the header of a WAV file agrees
 * with it at every moment, so that a crash leaves a file that plays.
 */
export class SoundWriter {
  readonly #fd: number;
  readonly #layout: FileLayout;
  readonly #encoder: Encoder;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #buffered = 0;
  /** Samples that wait for a block to be full. */
  readonly #waiting: Int16Array;
  #waitingCount = 0;
  /** Bytes of audio on the disk. */
  #written: number;
  #unflushedMs = 0;
  /** Samples that were there before, when appending. */
  readonly #before: number;
  #closed = false;

  /** @throws Error when the file cannot be opened, or when what is there to append to is of another kind. */
  constructor(path: string, format: FileFormat, append: boolean) {
    const layout = fileLayouts[format];
    if (!layout) throw new Error(`format '${format}' cannot be recorded`);
    this.#layout = layout;
    this.#encoder = layout.createEncoder();
    this.#waiting = new Int16Array(layout.blockSamples + MAX_FRAME_SAMPLES);
    const existing = append ? openExisting(path, layout) : undefined;
    this.#fd = existing?.fd ?? openSync(path, 'w+');
    this.#written = existing?.bytes ?? 0;
    this.#before = this.#samples;
    if (!existing && layout.header) writeWavHeader(this.#fd, layout.header);
  }

  /** What this writer has added, in milliseconds. */
  get durationMs(): Ms {
    return Math.floor(((this.#samples + this.#waitingCount - this.#before) * 1000) / this.#layout.rate);
  }

  /** @throws Error when the disk refuses. */
  write(frame: Frame): void {
    const { codec, rate, blockSamples } = this.#layout;
    if (this.#buffered + MAX_FRAME_SAMPLES * 2 > BUFFER_BYTES) this.flush();
    if (codec !== undefined && frame.codec === codec && this.#waitingCount === 0) {
      for (let i = 0; i < frame.length; i++) this.#buffer[this.#buffered + i] = frame.bytes[frame.offset + i] as number;
      this.#buffered += frame.length;
    } else if (blockSamples === 1) this.#buffered += this.#encode(frame.pcm(rate), frame.samples(rate));
    else this.#gather(frame.pcm(rate), frame.samples(rate));
    this.#unflushedMs += frame.durationMs;
    if (this.#unflushedMs >= FLUSH_EVERY_MS) this.flush();
  }

  /** Puts what is in memory on the disk. @throws Error when the disk refuses. */
  flush(): void {
    this.#unflushedMs = 0;
    if (this.#buffered === 0) return;
    const start = this.#headerBytes + this.#written;
    for (let from = 0; from < this.#buffered; )
      from += writeSync(this.#fd, this.#buffer, from, this.#buffered - from, start + from);
    this.#written += this.#buffered;
    this.#buffered = 0;
    this.#updateHeader();
  }

  /** Takes the last `trimMs` of what this writer has added out again. @throws Error when the disk refuses. */
  trim(trimMs: Ms): void {
    const { blockSamples, blockBytes, rate } = this.#layout;
    const keep = Math.floor((Math.max(0, this.durationMs - trimMs) * rate) / 1000) + this.#before;
    this.#completeBlock();
    this.flush();
    const bytes = Math.min(this.#written, Math.ceil(keep / blockSamples) * blockBytes);
    ftruncateSync(this.#fd, this.#headerBytes + bytes);
    this.#written = bytes;
    this.#updateHeader();
  }

  /** Flushes and closes; idempotent. @throws Error when the disk refuses; the file is closed all the same. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.#completeBlock();
      this.flush();
    } finally {
      closeSync(this.#fd);
    }
  }

  #encode(pcm: Int16Array, count: number): number {
    return this.#encoder.encode(pcm, 0, count, this.#buffer, this.#buffered);
  }

  #gather(pcm: Int16Array, count: number): void {
    const { blockSamples } = this.#layout;
    const waiting = this.#waiting;
    for (let i = 0; i < count; i++) waiting[this.#waitingCount + i] = pcm[i] as number;
    this.#waitingCount += count;
    const whole = this.#waitingCount - (this.#waitingCount % blockSamples);
    this.#buffered += this.#encode(waiting, whole);
    waiting.copyWithin(0, whole, this.#waitingCount);
    this.#waitingCount -= whole;
  }

  /** Fills a block begun up with silence. */
  #completeBlock(): void {
    if (this.#waitingCount === 0) return;
    this.#waiting.fill(0, this.#waitingCount, this.#layout.blockSamples);
    this.#buffered += this.#encode(this.#waiting, this.#layout.blockSamples);
    this.#waitingCount = 0;
  }

  /** Samples in whole blocks, on the disk and in memory. */
  get #samples(): number {
    const { blockBytes, blockSamples } = this.#layout;
    return Math.floor((this.#written + this.#buffered) / blockBytes) * blockSamples;
  }

  get #headerBytes(): number {
    return this.#layout.header?.bytes.length ?? 0;
  }

  #updateHeader(): void {
    const { header } = this.#layout;
    if (header) writeWavSizes(this.#fd, header, this.#written, this.#samples);
  }
}

/** The file to append to and the bytes of audio in it; undefined if there is none, or it is empty. */
function openExisting(path: string, layout: FileLayout): { fd: number; bytes: number } | undefined {
  let fd: number;
  try {
    fd = openSync(path, 'r+');
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const { size } = fstatSync(fd);
  const header = layout.header;
  const found = new Uint8Array(header?.bytes.length ?? 0);
  if (header && size > 0) readSync(fd, found, 0, found.length, 0);
  if (size === 0 || (header && !hasWavHeader(found, header))) {
    closeSync(fd);
    if (size === 0) return undefined;
    throw new Error('what is there to append to is no recording of this format');
  }
  return { fd, bytes: Math.floor((size - found.length) / layout.blockBytes) * layout.blockBytes };
}
