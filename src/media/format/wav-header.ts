import { writeSync } from 'node:fs';
import { GSM_PAIR_BYTES } from '../codec/gsm-frame.ts';

/** The format number of GSM in WAV files. */
export const WAVE_FORMAT_GSM = 0x31;
/** The format number of plain samples in WAV files. */
export const WAVE_FORMAT_PCM = 1;

/** A header as we write it, with the places of its sizes. */
export interface WavHeader {
  readonly bytes: Uint8Array;
  /** Where the number of samples stands (`fact`), if there is one. */
  readonly samplesAt?: number;
}

/** The header of a file of 16-bit samples at 8000 Hz: 44 bytes. */
export const pcmHeader: WavHeader = {
  bytes: header([WAVE_FORMAT_PCM, 1, 8000, 16_000, 2, 16]),
};

/** The header of a file of GSM frames in pairs of 65 bytes: 60 bytes. */
export const gsmHeader: WavHeader = {
  bytes: header([WAVE_FORMAT_GSM, 1, 8000, 1625, GSM_PAIR_BYTES, 0], 320),
  samplesAt: 48,
};

/** Writes the header of an empty file. */
export function writeWavHeader(fd: number, { bytes }: WavHeader): void {
  writeSync(fd, bytes, 0, bytes.length, 0);
}

/** Brings the sizes in the header into line with `audioBytes` and `samples` of audio. */
export function writeWavSizes(fd: number, { bytes, samplesAt }: WavHeader, audioBytes: number, samples: number): void {
  writeSizeAt(fd, 4, bytes.length - 8 + audioBytes);
  if (samplesAt !== undefined) writeSizeAt(fd, samplesAt, samples);
  writeSizeAt(fd, bytes.length - 4, audioBytes);
}

/** Whether the start of a file is this header, whatever its sizes. */
export function hasWavHeader(found: Uint8Array, { bytes, samplesAt = 4 }: WavHeader): boolean {
  const isSize = (i: number): boolean => [4, samplesAt, bytes.length - 4].some((at) => i >= at && i < at + 4);
  return found.length === bytes.length && found.every((byte, i) => isSize(i) || byte === bytes[i]);
}

function writeSizeAt(fd: number, position: number, size: number): void {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, size, true);
  writeSync(fd, bytes, 0, 4, position);
}

/** @param format number, channels, rate, bytes a second, block size, bits. @param blockSamples for formats of blocks. */
function header(format: readonly [number, number, number, number, number, number], blockSamples?: number): Uint8Array {
  const length = blockSamples === undefined ? 44 : 60;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < 4; i++) bytes[at + i] = text.charCodeAt(i);
  };
  const [number, channels, rate, bytesASecond, block, bits] = format;
  tag(0, 'RIFF');
  view.setUint32(4, length - 8, true);
  tag(8, 'WAVE');
  tag(12, 'fmt ');
  view.setUint32(16, blockSamples === undefined ? 16 : 20, true);
  view.setUint16(20, number, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, bytesASecond, true);
  view.setUint16(32, block, true);
  view.setUint16(34, bits, true);
  if (blockSamples !== undefined) {
    view.setUint16(36, 2, true);
    view.setUint16(38, blockSamples, true);
    tag(40, 'fact');
    view.setUint32(44, 4, true);
  }
  tag(length - 8, 'data');
  return bytes;
}
