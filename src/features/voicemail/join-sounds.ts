import { readFileSync } from 'node:fs';
import { replaceFile } from '../../base/replace-file.ts';

/** Where the audio of a sound file lies in it; the whole file where it has no header. */
interface AudioPlace {
  readonly start: number;
  readonly end: number;
  /** Where a WAV file tells its number of samples (`fact`), if it does. */
  readonly samplesAt: number | undefined;
  readonly wav: boolean;
}

/** Puts one sound before another of the same format: `path` is then both. @throws the system's error; `path` is then as it was. */
export function putBefore(first: string, path: string): void {
  const [a, b] = [readFileSync(first), readFileSync(path)];
  const [placeA, placeB] = [audioOf(a), audioOf(b)];
  const joined = Buffer.concat([a.subarray(0, placeA.end), b.subarray(placeB.start, placeB.end)]);
  if (placeA.wav) {
    joined.writeUInt32LE(joined.length - 8, 4);
    joined.writeUInt32LE(joined.length - placeA.start, placeA.start - 4);
    if (placeA.samplesAt !== undefined && placeB.samplesAt !== undefined)
      joined.writeUInt32LE(a.readUInt32LE(placeA.samplesAt) + b.readUInt32LE(placeB.samplesAt), placeA.samplesAt);
  }
  replaceFile(path, joined);
}

function audioOf(file: Buffer): AudioPlace {
  const whole = { start: 0, end: file.length, samplesAt: undefined, wav: false };
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF') return whole;
  let samplesAt: number | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const tag = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    if (tag === 'fact' && at + 12 <= file.length) samplesAt = at + 8;
    if (tag === 'data') return { start: at + 8, end: Math.min(file.length, at + 8 + size), samplesAt, wav: true };
    at += 8 + size + (size % 2);
  }
  return whole;
}
