import { clamp, meanAmplitude } from '../engine/level.ts';
import type { Processor } from './processor.ts';

/** What is softer than this is silence, and changes nothing. */
const SILENCE = 64;
const [LEAST, MOST] = [0.1, 16];
/** How much of the way to the wanted factor is gone with each piece: quickly down, slowly up. */
const [DOWN, UP] = [0.5, 0.1];

/** Brings the mean amplitude of speech towards `target`. */
export function keepLevel(target: number): Processor {
  let factor = 1;
  return {
    process(samples, count) {
      const level = meanAmplitude(samples, count);
      if (level >= SILENCE) {
        const wanted = Math.min(MOST, Math.max(LEAST, target / level));
        factor += (wanted - factor) * (wanted < factor ? DOWN : UP);
      }
      for (let i = 0; i < count; i++) samples[i] = clamp(Math.round((samples[i] as number) * factor));
    },
  };
}
