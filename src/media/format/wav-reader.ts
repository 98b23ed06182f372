import type { Ms } from '../../base/duration.ts';
import type { AudioReader } from './audio-reader.ts';
import { GsmPairReader } from './gsm-pair-reader.ts';
import { LinearReader } from './linear-reader.ts';
import type { SoundFile } from './sound-file.ts';
import { WAVE_FORMAT_GSM, WAVE_FORMAT_PCM } from './wav-header.ts';

const EXTENSIBLE = 0xfffe;
const MOST_CHUNKS = 64;

/**
 * Opens a RIFF/WAVE file: 16-bit PCM of one or more channels and any rate, or GSM. The sizes in the header are
 * taken for what they are worth: a recording that was cut off, whose data size is 0 or too large, plays to its end.
 * @throws Error saying what is wrong with the file.
 */
export function openWav(file: SoundFile, offsetMs: Ms): AudioReader {
  if (file.take(12) < 12 || tag(file, 0) !== 'RIFF' || tag(file, 8) !== 'WAVE') throw new Error('not a WAV file');
  let position = 12;
  let format: { kind: number; channels: number; rate: number; bits: number } | undefined;
  for (let chunks = 0; chunks < MOST_CHUNKS; chunks++) {
    file.seek(position);
    if (file.take(8) < 8) break;
    const name = tag(file, 0);
    const size = uint32(file, 4);
    position += 8;
    if (name === 'fmt ') {
      if (size < 16 || file.take(16) < 16) throw new Error('torn WAV header');
      format = { kind: uint16(file, 0), channels: uint16(file, 2), rate: uint32(file, 4), bits: uint16(file, 14) };
      if (format.kind === EXTENSIBLE && size >= 26 && file.take(10) === 10) format.kind = uint16(file, 8);
    }
    if (name === 'data') {
      if (!format) throw new Error('WAV file without a format');
      const left = file.size - position;
      const bytes = size === 0 || size > left ? left : size;
      if (format.kind === WAVE_FORMAT_GSM) return new GsmPairReader(file, position, bytes, offsetMs);
      if (format.kind !== WAVE_FORMAT_PCM || format.bits !== 16)
        throw new Error(`WAV format ${format.kind} with ${format.bits} bits a sample cannot be played`);
      if (format.channels < 1 || format.channels > 8 || format.rate < 4000 || format.rate > 192_000)
        throw new Error(`WAV file with ${format.channels} channels at ${format.rate} Hz cannot be played`);
      return new LinearReader(
        file,
        { rate: format.rate, channels: format.channels, offset: position, bytes },
        offsetMs,
      );
    }
    position += size + (size & 1);
  }
  throw new Error('WAV file without audio');
}

function tag(file: SoundFile, at: number): string {
  let text = '';
  for (let i = 0; i < 4; i++) text += String.fromCharCode(file.buffer[file.offset + at + i] ?? 0);
  return text;
}

function uint16(file: SoundFile, at: number): number {
  return (file.buffer[file.offset + at] ?? 0) | ((file.buffer[file.offset + at + 1] ?? 0) << 8);
}

function uint32(file: SoundFile, at: number): number {
  return (uint16(file, at) | (uint16(file, at + 2) << 16)) >>> 0;
}
