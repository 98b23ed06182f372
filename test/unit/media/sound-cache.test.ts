import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Frame } from '../../../src/media/engine/frame.ts';
import type { CodecName } from '../../../src/media/facade.ts';
import type { AudioReader } from '../../../src/media/format/audio-reader.ts';
import { SoundCache } from '../../../src/media/format/sound-cache.ts';
import { purity, sine, wavBytes } from '../../support/audio.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cache-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function put(name: string, frequency: number, durationMs = 200): string {
  const path = join(dir, name);
  writeFileSync(path, wavBytes(sine(frequency, durationMs)));
  return path;
}

/** The next `frames` of 20 ms (fewer at the end) as samples. */
function take(reader: AudioReader, frames = 1e6, frame = new Frame()): Int16Array {
  const samples: number[] = [];
  for (let i = 0; i < frames && reader.read(frame); i++) samples.push(...frame.pcm(8000).slice(0, frame.samples(8000)));
  return Int16Array.from(samples);
}

const clean = (samples: Int16Array, frequency: number): boolean => purity({ rate: 8000, samples }, [frequency]) > 0.8;

test.each(['ulaw', 'alaw', 'gsm', 'g722', 'slin'] as const)(
  'a sound is heard whole by all, coded as %s',
  (codec: CodecName) => {
    const cache = new SoundCache();
    const path = put(`${codec}.wav`, 800);
    const first = cache.open(path, 0, codec);
    const second = cache.open(path, 0, codec);
    const [one, two] = [new Frame(), new Frame()];
    const parts = [take(second, 3, two), take(first, 6, one), take(second, 1e6, two), take(first, 1e6, one)];
    expect(parts.map((part) => part.length / 160)).toEqual([3, 6, 7, 4]);
    for (const part of parts) expect(clean(part, 800)).toBe(true);
    first.close();
    second.close();
    const third = cache.open(path, 120, codec);
    expect(take(third).length / 160).toBe(4);
    third.close();
  },
);

test('a file that has changed is read anew', () => {
  const cache = new SoundCache();
  const path = put('changing.wav', 800);
  const before = cache.open(path, 0, 'ulaw');
  expect(clean(take(before), 800)).toBe(true);
  before.close();
  put('changing.wav', 1500);
  utimesSync(path, 1, 1);
  const after = cache.open(path, 0, 'ulaw');
  expect(clean(take(after), 1500)).toBe(true);
  after.close();
});

test('a sound left early is whole the next time', () => {
  const cache = new SoundCache();
  const path = put('early.wav', 800);
  const early = cache.open(path, 0, 'ulaw');
  take(early, 2);
  early.close();
  early.close();
  const next = cache.open(path, 0, 'ulaw');
  expect(take(next).length / 160).toBe(10);
  next.close();
});

test('long sounds and many sounds are played right all the same', () => {
  const cache = new SoundCache();
  const long = cache.open(put('long.wav', 800, 130_000), 129_900, 'ulaw');
  expect(take(long).length / 160).toBe(5);
  long.close();
  for (let i = 0; i < 25; i++) {
    const reader = cache.open(put(`many-${i}.wav`, 800, 50_000), 0, 'slin');
    take(reader, 5);
    const again = cache.open(join(dir, `many-${i}.wav`), 60, 'slin');
    expect(take(again, 2).length).toBe(320);
    again.close();
    reader.close();
  }
});

test('a missing file is missed each time', () => {
  const cache = new SoundCache();
  for (let i = 0; i < 2; i++) expect(() => cache.open(join(dir, 'none.wav'), 0, 'ulaw')).toThrow('no such file');
});
