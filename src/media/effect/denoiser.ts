import { clamp } from '../engine/level.ts';
import { fourier } from './fourier.ts';
import type { Processor } from './processor.ts';

const SIZE = 256;
const HOP = SIZE / 2;
/** A part of the spectrum is never made softer than this. */
const FLOOR = 0.1;
/** How much more than the noise is taken away. */
const OVER = 3;
/** The noise is what is left when nobody speaks: the lowest power of late, which may rise by so much a step. */
const RISE = 1.02;
const SMOOTH = 0.7;

/** Takes steady noise out: what has been there all along is made softer, part by part of the spectrum. Delays by 256 samples. */
export function denoise(): Processor {
  const window = Float64Array.from({ length: SIZE }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / SIZE));
  const input = new Float64Array(SIZE);
  const output = new Float64Array(SIZE);
  const [real, imaginary] = [new Float64Array(SIZE), new Float64Array(SIZE)];
  const power = new Float64Array(HOP + 1);
  const noise = new Float64Array(HOP + 1).fill(-1);
  let filled = 0;

  const step = (): void => {
    for (let i = 0; i < SIZE; i++) {
      real[i] = (input[i] as number) * (window[i] as number);
      imaginary[i] = 0;
    }
    fourier(real, imaginary, false);
    for (let k = 0; k <= HOP; k++) {
      const now = (real[k] as number) ** 2 + (imaginary[k] as number) ** 2;
      const smooth = noise[k] === -1 ? now : (power[k] as number) * SMOOTH + now * (1 - SMOOTH);
      power[k] = smooth;
      noise[k] = noise[k] === -1 ? smooth : Math.min(smooth, (noise[k] as number) * RISE + 1);
      const kept = Math.max(FLOOR, 1 - (OVER * (noise[k] as number)) / (smooth + 1));
      real[k] = (real[k] as number) * kept;
      imaginary[k] = (imaginary[k] as number) * kept;
      const mirror = (SIZE - k) % SIZE;
      if (mirror > HOP) {
        real[mirror] = real[k] as number;
        imaginary[mirror] = -(imaginary[k] as number);
      }
    }
    fourier(real, imaginary, true);
    output.copyWithin(0, HOP);
    output.fill(0, HOP);
    for (let i = 0; i < SIZE; i++) output[i] = (output[i] as number) + (real[i] as number) * (window[i] as number);
    input.copyWithin(0, HOP);
  };

  return {
    process(samples, count) {
      for (let i = 0; i < count; i++) {
        input[HOP + filled] = samples[i] as number;
        samples[i] = clamp(Math.round(output[filled] as number));
        if (++filled < HOP) continue;
        filled = 0;
        step();
      }
    },
  };
}
