import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { systemCodeOf } from '../../base/errors.ts';
import type { FileFormat } from '../facade.ts';

const PCM_HEADER_BYTES = 44;

/** Writes the header of an empty WAV file at the start of `fd`. */
export function writeWavHeader(fd: number, format: FileFormat): void {
  const header = headerOf(format);
  writeSync(fd, header, 0, header.length, 0);
}

/** Brings the sizes in the header into line with `bytes` of audio. */
export function writeWavSizes(fd: number, format: FileFormat, bytes: number): void {
  const header = headerOf(format);
  const sizes = new DataView(new ArrayBuffer(8));
  sizes.setUint32(0, header.length - 8 + bytes, true);
  sizes.setUint32(4, bytes, true);
  writeSync(fd, new Uint8Array(sizes.buffer, 0, 4), 0, 4, 4);
  writeSync(fd, new Uint8Array(sizes.buffer, 4, 4), 0, 4, header.length - 4);
}

/**
 * Opens a file to append to. @returns undefined if there is none yet (or it is empty).
 * @throws Error when its header is not the one that this format's recordings have.
 */
export function continueWav(
  path: string,
  format: FileFormat,
  headerBytes: number,
  blockBytes: number,
): { fd: number; bytes: number } | undefined {
  let fd: number;
  try {
    fd = openSync(path, 'r+');
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const size = fstatSync(fd).size;
  if (size === 0) {
    closeSync(fd);
    return undefined;
  }
  if (headerBytes > 0) {
    const found = new Uint8Array(headerBytes);
    readSync(fd, found, 0, headerBytes, 0);
    const wanted = headerOf(format);
    const sizesAt = (i: number): boolean => (i >= 4 && i < 8) || i >= headerBytes - 4;
    if (size < headerBytes || !found.every((byte, i) => sizesAt(i) || byte === wanted[i])) {
      closeSync(fd);
      throw new Error('the file to append to is no recording of this format');
    }
  }
  return { fd, bytes: Math.floor((size - headerBytes) / blockBytes) * blockBytes };
}

function headerOf(_format: FileFormat): Uint8Array {
  const view = new DataView(new ArrayBuffer(PCM_HEADER_BYTES));
  const bytes = new Uint8Array(view.buffer);
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < 4; i++) bytes[at + i] = text.charCodeAt(i);
  };
  tag(0, 'RIFF');
  view.setUint32(4, PCM_HEADER_BYTES - 8, true);
  tag(8, 'WAVE');
  tag(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 16_000, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  return bytes;
}
