import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Frame } from '../../../src/media/engine/frame.ts';
import type { FileFormat } from '../../../src/media/facade.ts';
import { openReader } from '../../../src/media/format/open-reader.ts';
import { SoundWriter } from '../../../src/media/format/writer.ts';
import { findPrompt, loudness, purity, readSound, type Sound, sine, sweep, wavBytes } from '../../support/audio.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'format-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function put(name: string, bytes: Uint8Array | string): string {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
}

function write(writer: SoundWriter, sound: Sound): void {
  const frame = new Frame();
  for (let at = 0; at < sound.samples.length; at += 160) {
    frame.setSamples(8000, 20).set(sound.samples.subarray(at, at + 160));
    writer.write(frame);
  }
}

const FORMATS: ReadonlyArray<readonly [FileFormat, string, number]> = [
  ['wav', 'wav', 0.999],
  ['ulaw', 'ulaw', 0.99],
  ['alaw', 'alaw', 0.99],
  ['gsm', 'gsm', 0.9],
  ['sln', 'sln', 0.999],
  ['sln16', 'sln16', 0.98],
  ['wav49', 'wav', 0.9],
  ['g722', 'g722', 0.97],
];

describe('every format', () => {
  test.each(FORMATS)('%s is read as it was written', (format, extension, likeness) => {
    const path = join(dir, `round-${format}.${extension}`);
    const sound = sweep(1000);
    const writer = new SoundWriter(path, format, false);
    write(writer, sound);
    writer.close();
    expect(writer.durationMs).toBe(1000);
    const back = readSound(path);
    expect(back.samples.length / 8).toBe(1000);
    expect(findPrompt(back, sound).correlation).toBeGreaterThan(likeness);
  });

  test.each(FORMATS)('%s can be continued', (format, extension) => {
    const path = join(dir, `continued-${format}.${extension}`);
    for (const append of [true, true]) {
      const writer = new SoundWriter(path, format, append);
      write(writer, sine(700, 400));
      expect(writer.durationMs).toBe(400);
      writer.close();
    }
    expect(readSound(path).samples.length / 8).toBe(800);
  });

  test.each(FORMATS)('%s can be trimmed and skipped into', (format, extension) => {
    const path = join(dir, `trimmed-${format}.${extension}`);
    const writer = new SoundWriter(path, format, false);
    write(writer, sine(700, 600));
    write(writer, sine(1900, 400));
    writer.trim(200);
    writer.close();
    expect(writer.durationMs).toBe(800);
    const reader = openReader(path, 640);
    const frame = new Frame();
    let frames = 0;
    while (reader.read(frame)) frames++;
    reader.close();
    expect(frames).toBe(8);
    expect(purity(readSound(path), [1900], 640, 160)).toBeGreaterThan(0.8);
  });

  test.each(FORMATS)('%s of any bytes plays or fails, but never throws anything else', (format, extension) => {
    const garbage = new Uint8Array(1000).map((_, i) => (i * 131 + 7) & 0xff);
    const path = put(`garbage-${format}.${extension}`, garbage);
    try {
      expect(readSound(path).samples.length).toBeGreaterThan(0);
    } catch (error) {
      expect(String(error)).toContain('not a WAV file');
    }
  });
});

test('a file that is being recorded can be played up to the last second', () => {
  const path = join(dir, 'crash.wav');
  const writer = new SoundWriter(path, 'wav', false);
  write(writer, sine(700, 2500));
  const before = readFileSync(path);
  expect(new DataView(before.buffer, before.byteOffset).getUint32(40, true)).toBe(before.length - 44);
  expect(readSound(path).samples.length / 8).toBeGreaterThanOrEqual(1500);
  writer.close();
  expect(readSound(path).samples.length / 8).toBe(2500);
});

test('a WAV file whose sizes were never written plays to its end', () => {
  const bytes = wavBytes(sine(700, 500));
  bytes.fill(0, 40, 44);
  expect(readSound(put('zero.wav', bytes)).samples.length / 8).toBe(500);
  bytes.fill(0xff, 40, 44);
  expect(readSound(put('huge.wav', bytes)).samples.length / 8).toBe(500);
});

test.each([
  [44_100, 2],
  [48_000, 1],
  [16_000, 2],
  [22_050, 1],
  [11_025, 1],
])('a WAV file at %i Hz with %i channels is played right', (rate, channels) => {
  const sound = readSound(put(`r${rate}.wav`, wavBytes(sine(1000, 500, 8000, rate), channels)));
  expect(Math.abs(sound.samples.length / 8 - 500)).toBeLessThanOrEqual(20);
  expect(purity(sound, [1000], 50, 400)).toBeGreaterThan(0.999);
});

test('two channels become their mean', () => {
  const bytes = wavBytes(sine(1000, 200), 2);
  const view = new DataView(bytes.buffer);
  for (let at = 46; at < bytes.length; at += 4) view.setInt16(at, -view.getInt16(at, true), true);
  expect(loudness(readSound(put('opposed.wav', bytes)))).toBeLessThan(2);
});

test('torn files end or fail with a clear word', () => {
  const cases: ReadonlyArray<readonly [string, Uint8Array | string, string]> = [
    ['empty.wav', '', 'not a WAV file'],
    ['text.wav', 'hello, this is no sound at all', 'not a WAV file'],
    ['cut.wav', wavBytes(sine(700, 100)).slice(0, 30), 'torn WAV header'],
    ['nodata.wav', wavBytes(sine(700, 100)).slice(0, 36), 'WAV file without audio'],
  ];
  for (const [name, bytes, message] of cases) expect(() => readSound(put(name, bytes))).toThrow(message);
  const eight = wavBytes(sine(700, 100));
  eight[34] = 8;
  expect(() => readSound(put('eight.wav', eight))).toThrow('8 bits a sample');
  expect(() => readSound(put('song.mp3', 'x'))).toThrow("unknown sound format '.mp3'");
  expect(() => readSound(dir.concat('/.wav'))).toThrow();
});

test('a torn last sample or frame is left out, or filled up', () => {
  const wav = put('torn.wav', wavBytes(sine(700, 100)));
  truncateSync(wav, statSync(wav).size - 3);
  expect(readSound(wav).samples.length / 8).toBe(100);
  const gsm = join(dir, 'torn.gsm');
  const writer = new SoundWriter(gsm, 'gsm', false);
  write(writer, sine(700, 100));
  writer.close();
  appendFileSync(gsm, new Uint8Array(10));
  expect(readSound(gsm).samples.length / 8).toBe(100);
});

test('nothing is appended to a file of another kind', () => {
  const path = put('other.wav', wavBytes(sine(700, 100, 8000, 16_000)));
  expect(() => new SoundWriter(path, 'wav', true)).toThrow('no recording of this format');
  expect(readFileSync(path).length).toBe(44 + 3200);
});
