import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSoundFinder, type SoundFinder } from '../../../src/media/sounds.ts';

let dir: string;
let finder: SoundFinder;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sounds-'));
  finder = createSoundFinder([join(dir, 'own'), join(dir, 'system')]);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function put(path: string): string {
  const whole = join(dir, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, '');
  return whole;
}

test('a prompt is found under its language, with or without a folder', () => {
  const hello = put('system/en/hello-world.gsm');
  const one = put('system/en/digits/1.wav');
  expect(finder.find('hello-world', 'en')).toBe(hello);
  expect(finder.find('digits/1', 'en')).toBe(one);
  expect(finder.find('hello-world', 'de')).toBeUndefined();
});

test('a language falls back to its parent, to a variant, and to no language', () => {
  const parent = put('system/pt/a.gsm');
  const variant = put('system/en_US_f_Allison/b.gsm');
  const bare = put('system/c.gsm');
  expect(finder.find('a', 'pt_BR')).toBe(parent);
  expect(finder.find('b', 'en')).toBe(variant);
  expect(finder.find('b', 'en_AU')).toBe(variant);
  expect(finder.find('c', 'en')).toBe(bare);
  expect(finder.find('b', '')).toBeUndefined();
});

test('directories are searched in order', () => {
  put('system/en/a.wav');
  const own = put('own/en/a.gsm');
  expect(finder.find('a', 'en')).toBe(own);
});

test('the format that suits the leg is taken', () => {
  const [gsm, wav, g722] = ['gsm', 'wav', 'g722'].map((extension) => put(`system/en/a.${extension}`));
  expect(finder.find('a', 'en', 'ulaw')).toBe(wav);
  expect(finder.find('a', 'en', 'gsm')).toBe(gsm);
  expect(finder.find('a', 'en', 'g722')).toBe(g722);
});

test('absolute names, and names with their extension, are taken', () => {
  const path = put('elsewhere/note.wav');
  expect(finder.find(join(dir, 'elsewhere/note'), 'en')).toBe(path);
  expect(finder.find(path, 'en')).toBe(path);
  put('elsewhere/note.txt');
  expect(finder.find(join(dir, 'elsewhere/note.txt'), 'en')).toBeUndefined();
});

test('a new file is found, and one that has gone is not', async () => {
  expect(finder.find('late', 'en')).toBeUndefined();
  const path = put('own/en/late.wav');
  expect(finder.find('late', 'en')).toBe(path);
  rmSync(path);
  expect(finder.find('late', 'en')).toBeUndefined();
  rmSync(join(dir, 'own'), { recursive: true });
  expect(finder.find('late', 'en')).toBeUndefined();
});

test('nonsense is not found', () => {
  for (const name of ['', '\0', '/', '.', '..', 'x'.repeat(5000)]) expect(finder.find(name, '../..')).toBeUndefined();
});
