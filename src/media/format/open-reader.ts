import { extname } from 'node:path';
import type { Ms } from '../../base/duration.ts';
import { silenceByte } from '../codec/codec.ts';
import type { CodecName, FileFormat } from '../facade.ts';
import type { AudioReader } from './audio-reader.ts';
import { LinearReader } from './linear-reader.ts';
import { SoundFile } from './sound-file.ts';
import { openWav } from './wav-reader.ts';

/** The format that a file name's extension (with or without dot, any case) stands for. */
export function formatOfExtension(extension: string): FileFormat | undefined {
  return EXTENSIONS.get(extension.replace(/^\./, '').toLowerCase());
}

const EXTENSIONS = new Map<string, FileFormat>([
  ['wav', 'wav'],
  ['ulaw', 'ulaw'],
  ['ul', 'ulaw'],
  ['mu', 'ulaw'],
  ['pcm', 'ulaw'],
  ['alaw', 'alaw'],
  ['al', 'alaw'],
  ['alw', 'alaw'],
  ['gsm', 'gsm'],
  ['sln', 'sln'],
  ['slin', 'sln'],
  ['raw', 'sln'],
  ['sln8', 'sln'],
  ['sln16', 'sln16'],
  ['wav49', 'wav49'],
  ['g722', 'g722'],
]);

/**
 * Opens a sound file for playing from `offsetMs` on. The format follows from the extension (`.WAV` in capitals is wav49,
 * as in Asterisk; a RIFF header decides in the end).
 * @throws Error saying what is wrong; the caller names the path.
 */
export function openReader(path: string, offsetMs: Ms): AudioReader {
  const format = formatOfExtension(extname(path));
  if (format === undefined) throw new Error(`unknown sound format '${extname(path)}'`);
  const file = new SoundFile(path);
  try {
    switch (format) {
      case 'wav':
      case 'wav49':
        return openWav(file, offsetMs);
      case 'sln':
        return new LinearReader(file, { rate: 8000, channels: 1, offset: 0, bytes: file.size }, offsetMs);
      case 'sln16':
        return new LinearReader(file, { rate: 16000, channels: 1, offset: 0, bytes: file.size }, offsetMs);
      case 'ulaw':
      case 'alaw':
      case 'g722':
        return payloadReader(file, format, 160, offsetMs);
      case 'gsm':
        return payloadReader(file, format, 33, offsetMs);
    }
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Reads a file of bare payloads, `frameBytes` for each 20 ms. A last piece is filled up with silence or left out. */
function payloadReader(file: SoundFile, codec: CodecName, frameBytes: number, offsetMs: Ms): AudioReader {
  if (offsetMs > 0) file.seek(Math.floor(offsetMs / 20) * frameBytes);
  const silence = silenceByte[codec];
  const durationMs = Math.max(0, Math.ceil(file.size / frameBytes) * 20 - offsetMs);
  const last = new Uint8Array(frameBytes);
  return {
    durationMs,
    read(frame) {
      const count = file.take(frameBytes);
      if (count === frameBytes) return frame.setPayload(codec, file.buffer, file.offset, count);
      if (count === 0 || silence === undefined) return false;
      last.set(file.buffer.subarray(file.offset, file.offset + count));
      last.fill(silence, count);
      return frame.setPayload(codec, last, 0, frameBytes);
    },
    close: () => file.close(),
  };
}
