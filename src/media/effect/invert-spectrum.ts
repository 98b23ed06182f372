import type { Processor } from './processor.ts';

/** Turns the spectrum upside down: every other sample with the opposite sign. Done twice, it is as before. */
export function invertSpectrum(): Processor {
  let odd = false;
  return {
    process(samples, count) {
      for (let i = 0; i < count; i++) {
        if (odd) samples[i] = Math.min(32767, -(samples[i] as number));
        odd = !odd;
      }
    },
  };
}
