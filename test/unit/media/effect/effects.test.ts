import { expect, test } from 'vitest';
import { denoise } from '../../../../src/media/effect/denoiser.ts';
import { gain } from '../../../../src/media/effect/gain.ts';
import { invertSpectrum } from '../../../../src/media/effect/invert-spectrum.ts';
import { keepLevel } from '../../../../src/media/effect/level-keeper.ts';
import { shiftPitch } from '../../../../src/media/effect/pitch-shifter.ts';
import type { Processor } from '../../../../src/media/effect/processor.ts';

const RATE = 8000;
const tone = (hz: number, amplitude: number, ms: number): Int16Array =>
  Int16Array.from({ length: (RATE * ms) / 1000 }, (_, i) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * i) / RATE)),
  );

/** Runs a sound through in pieces of 20 ms. */
function run(processor: Processor, sound: Int16Array): Int16Array {
  const out = sound.slice();
  for (let at = 0; at < out.length; at += 160)
    processor.process(out.subarray(at, at + 160), Math.min(160, out.length - at));
  return out;
}

/** The amplitude of one frequency in the second half of a sound. */
function amplitude(sound: Int16Array, hz: number): number {
  const half = sound.subarray(sound.length / 2);
  let [re, im] = [0, 0];
  for (const [i, sample] of half.entries()) {
    re += sample * Math.cos((2 * Math.PI * hz * i) / RATE);
    im += sample * Math.sin((2 * Math.PI * hz * i) / RATE);
  }
  return (2 * Math.hypot(re, im)) / half.length;
}

test('gain makes louder and cuts at the loudest', () => {
  expect(amplitude(run(gain(3), tone(1000, 1000, 200)), 1000)).toBeCloseTo(3000, -1);
  expect(Math.max(...run(gain(100), tone(1000, 10_000, 100)))).toBe(32767);
});

test('a level is reached from below and from above, and silence is left alone', () => {
  for (const start of [500, 20_000])
    expect(amplitude(run(keepLevel(4000), tone(500, start, 2000)), 500)).toBeCloseTo((4000 * Math.PI) / 2, -3);
  expect(Math.max(...run(keepLevel(8000), tone(500, 20, 500)))).toBeLessThan(25);
});

test.each([
  [1.5, 1500],
  [0.5, 500],
  [1, 1000],
])('a pitch shifted by %s', (factor, hz) => {
  const out = run(shiftPitch(factor, RATE), tone(1000, 8000, 1000));
  const around = [-40, -25, 0, 25, 40].map((off) => amplitude(out, hz + off));
  expect(Math.max(...around)).toBeGreaterThan(3000);
  if (factor !== 1) expect(amplitude(out, 1000)).toBeLessThan(1500);
});

test('an inverted spectrum inverted again is as before', () => {
  const sound = tone(300, 8000, 400);
  const once = run(invertSpectrum(), sound);
  expect(amplitude(once, 300)).toBeLessThan(100);
  expect(amplitude(once, 3700)).toBeGreaterThan(7500);
  expect(run(invertSpectrum(), once)).toEqual(sound);
});

test('noise is made softer and speech is kept', () => {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647 - 0.5;
  };
  const noise = Int16Array.from({ length: RATE * 2 }, () => Math.round(random() * 2000));
  const quiet = run(denoise(), noise).subarray(RATE);
  const rms = (sound: Int16Array): number => Math.sqrt(sound.reduce((sum, one) => sum + one * one, 0) / sound.length);
  expect(rms(quiet)).toBeLessThan(rms(noise) / 3);
  // bursts of a tone, as syllables are
  const speech = tone(1000, 8000, 1000);
  const bursts = noise.map((one, i) => one + (Math.floor(i / 1600) % 2 === 1 ? (speech[i % RATE] as number) : 0));
  const kept = run(denoise(), bursts);
  expect(amplitude(kept, 1000)).toBeGreaterThan(amplitude(bursts, 1000) * 0.8);
});
