import { expect, test } from 'vitest';
import { dtmfTone } from '../../../src/media/tone/dtmf.ts';
import { DtmfDetector } from '../../../src/media/tone/dtmf-detector.ts';
import { ToneGenerator } from '../../../src/media/tone/generator.ts';
import { parseTone } from '../../../src/media/tone/parse-tone.ts';
import { amplitudeAt, loudness, purity, type Sound, sweep } from '../../support/audio.ts';

const step = { frequency1Hz: 0, frequency2Hz: 0, modulate: false, durationMs: 0, once: false };

function generate(text: string, durationMs: number, loop = true): Sound {
  const tone = parseTone(text);
  if (!tone.ok) throw new Error(tone.message);
  const samples = new Int16Array(durationMs * 8);
  const generator = new ToneGenerator(tone.steps, loop);
  for (let at = 0; at < samples.length; at += 160) generator.fill(samples.subarray(at, at + 160), 160);
  return { rate: 8000, samples };
}

test('a tone string is read step by step', () => {
  expect(parseTone('350+440')).toEqual({ ok: true, steps: [{ ...step, frequency1Hz: 350, frequency2Hz: 440 }] });
  expect(parseTone('!950/330, !1400/330,0')).toEqual({
    ok: true,
    steps: [
      { ...step, frequency1Hz: 950, durationMs: 330, once: true },
      { ...step, frequency1Hz: 1400, durationMs: 330, once: true },
      step,
    ],
  });
  expect(parseTone('425*25/1000,M69/5')).toEqual({
    ok: true,
    steps: [
      { ...step, frequency1Hz: 425, frequency2Hz: 25, modulate: true, durationMs: 1000 },
      { ...step, frequency1Hz: 440, durationMs: 5 },
    ],
  });
});

test.each([
  ['350+', "'350+' is no tone step such as 350+440/500", 0],
  ['440/500,x', "'x' is no tone step such as 350+440/500", 8],
  ['440,,0', 'a tone step is empty', 4],
  ['', 'a tone step is empty', 0],
  ['440/500, 99999', 'a tone cannot be higher than 20000 Hz', 9],
])('%j is refused with its place', (text, message, offset) => {
  expect(parseTone(text)).toEqual({ ok: false, message, offset });
});

test('a tone has its frequencies and nothing else', () => {
  expect(purity(generate('350+440', 500), [350, 440], 100, 400)).toBeGreaterThan(0.999);
  expect(amplitudeAt(generate('425', 500), 425, 100, 400)).toBeCloseTo(7219, -2);
  const modulated = generate('425*25', 1000);
  expect(purity(modulated, [400, 425, 450], 0, 1000)).toBeGreaterThan(0.99);
});

test('a looping tone keeps its cadence and leaves out what is played once', () => {
  const tone = generate('!1400/100,440/100,0/100', 800);
  expect(purity(tone, [1400], 0, 100)).toBeGreaterThan(0.99);
  for (const start of [100, 300, 500]) {
    expect(purity(tone, [440], start + 5, 90)).toBeGreaterThan(0.98);
    expect(loudness(tone, start + 100, 100)).toBe(0);
  }
});

test('a tone ends unless it loops or has a step without a time', () => {
  const samples = new Int16Array(160);
  const steps = [{ ...step, frequency1Hz: 440, durationMs: 30 }];
  const ending = new ToneGenerator(steps, false);
  expect([ending.fill(samples, 160), ending.fill(samples, 160), ending.fill(samples, 160)]).toEqual([160, 80, 0]);
  const onceOnly = new ToneGenerator([{ ...step, frequency1Hz: 440, durationMs: 20, once: true }], true);
  expect([onceOnly.fill(samples, 160), onceOnly.fill(samples, 160)]).toEqual([160, 0]);
  expect(new ToneGenerator([], true).fill(samples, 160)).toBe(0);
});

/** Digits with `onMs` of tone and `offMs` of silence, the two groups at their own amplitudes, and noise. */
function keyed(
  digits: string,
  onMs: number,
  offMs: number,
  parts: { low?: number; high?: number; noise?: number } = {},
) {
  const { low = 5000, high = 5000, noise = 0 } = parts;
  const samples = new Int16Array((offMs + digits.length * (onMs + offMs)) * 8);
  let seed = 1;
  for (let i = 0; i < samples.length; i++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const at = i - offMs * 8;
    const index = Math.floor(at / ((onMs + offMs) * 8));
    const within = at - index * (onMs + offMs) * 8;
    const tone = at >= 0 && within < onMs * 8 ? dtmfTone(digits[index] ?? '', 0) : undefined;
    const sound = tone
      ? low * Math.sin((2 * Math.PI * tone.frequency1Hz * i) / 8000) +
        high * Math.sin((2 * Math.PI * tone.frequency2Hz * i) / 8000)
      : 0;
    samples[i] = Math.round(sound + (seed / 2 ** 31 - 1) * noise);
  }
  return samples;
}

function detect(samples: Int16Array, chunk = 160): { digits: string; durations: number[] } {
  let digits = '';
  const durations: number[] = [];
  const detector = new DtmfDetector((digit, phase, durationMs) => {
    if (phase === 'begin') digits += digit;
    else durations.push(durationMs);
  });
  for (let at = 0; at < samples.length; at += chunk)
    detector.feed(samples.subarray(at), Math.min(chunk, samples.length - at));
  detector.finish();
  return { digits, durations };
}

const ALL = '0123456789*#ABCD';

test('every digit is heard once, as long as it lasts', () => {
  const { digits, durations } = detect(keyed(ALL, 100, 60));
  expect(digits).toBe(ALL);
  for (const duration of durations) expect(Math.abs(duration - 100)).toBeLessThanOrEqual(14);
});

test.each([
  ['the shortest digits', keyed('1122#', 40, 40)],
  ['quiet ones', keyed('1122#', 60, 60, { low: 200, high: 200 })],
  ['loud ones', keyed('1122#', 60, 60, { low: 15_000, high: 15_000 })],
  ['a weak high group', keyed('1122#', 60, 60, { low: 6000, high: 2700 })],
  ['a weak low group', keyed('1122#', 60, 60, { low: 3500, high: 6000 })],
  ['noise 14 dB below', keyed('1122#', 60, 60, { noise: 2400 })],
])('%s are heard', (_what, samples) => {
  expect(detect(samples).digits).toBe('1122#');
  expect(detect(samples, 37).digits).toBe('1122#');
});

test.each([
  ['silence', new Int16Array(8000)],
  ['bursts too short', keyed('1122#', 12, 60)],
  ['too much twist', keyed('1122#', 60, 60, { low: 8000, high: 1500 })],
  ['one group alone', keyed('1122#', 60, 60, { high: 0 })],
  ['noise alone', keyed('', 0, 2000, { noise: 8000 })],
  ['a sweep', sweep(2000).samples],
  ['dial tone', generate('350+440', 1000).samples],
])('%s is no digit', (_what, samples) => {
  expect(detect(samples).digits).toBe('');
});
