import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measureHeard } from '../../../src/phone/heard.ts';
import { sine, wavBytes } from '../../support/audio.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-heard-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('sound counts, silence and the faint noise of a codec do not', async () => {
  const samples = new Int16Array(3 * 8000);
  samples.set(sine(440, 1000).samples, 8000);
  samples.set(sine(440, 1000, 20).samples, 16_000);
  writeFileSync(join(folder, 'a.wav'), wavBytes({ rate: 8000, samples }));
  expect(await measureHeard(join(folder, 'a.wav'))).toBe(1000);
});

test('a file that is not there, or is torn, counts as far as it goes', async () => {
  expect(await measureHeard(join(folder, 'none.wav'))).toBe(0);
  writeFileSync(join(folder, 'torn.wav'), 'RIFF');
  expect(await measureHeard(join(folder, 'torn.wav'))).toBe(0);
});
