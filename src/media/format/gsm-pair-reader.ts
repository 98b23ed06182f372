import type { Ms } from '../../base/duration.ts';
import { GSM_FRAME_BYTES, GSM_PAIR_BYTES, GSM_PARAMETERS, readGsmOfPair, writeGsmFrame } from '../codec/gsm-frame.ts';
import type { Frame } from '../engine/frame.ts';
import type { AudioReader } from './audio-reader.ts';
import type { SoundFile } from './sound-file.ts';

/** Reads the GSM frames of a WAV file, repacked as they travel on the wire. A torn last pair is left out. */
export class GsmPairReader implements AudioReader {
  readonly durationMs: Ms;
  readonly #file: SoundFile;
  readonly #pair = new Uint8Array(GSM_PAIR_BYTES);
  readonly #frame = new Uint8Array(GSM_FRAME_BYTES);
  readonly #parameters = new Uint8Array(GSM_PARAMETERS);
  #bytesLeft: number;
  #second: boolean;

  /** @param position where the audio begins. @param bytes how much of it there is. */
  constructor(file: SoundFile, position: number, bytes: number, offsetMs: Ms) {
    const frames = Math.floor(offsetMs / 20);
    const skipped = Math.min(bytes, (frames >> 1) * GSM_PAIR_BYTES);
    this.#file = file;
    this.#bytesLeft = bytes - skipped;
    this.#second = false;
    this.durationMs = Math.floor(this.#bytesLeft / GSM_PAIR_BYTES) * 40;
    file.seek(position + skipped);
    if (frames & 1) {
      this.#takePair();
      this.#second = true;
    }
  }

  read(frame: Frame): boolean {
    if (!this.#second && !this.#takePair()) return false;
    readGsmOfPair(this.#pair, 0, this.#second, this.#parameters);
    this.#second = !this.#second;
    writeGsmFrame(this.#parameters, this.#frame, 0);
    return frame.setPayload('gsm', this.#frame, 0, GSM_FRAME_BYTES);
  }

  close(): void {
    this.#file.close();
  }

  #takePair(): boolean {
    if (this.#bytesLeft < GSM_PAIR_BYTES || this.#file.take(GSM_PAIR_BYTES) < GSM_PAIR_BYTES) return false;
    this.#bytesLeft -= GSM_PAIR_BYTES;
    for (let i = 0; i < GSM_PAIR_BYTES; i++) this.#pair[i] = this.#file.buffer[this.#file.offset + i] as number;
    return true;
  }
}
