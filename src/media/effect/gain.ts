import { clamp } from '../engine/level.ts';
import type { Processor } from './processor.ts';

/** Every sample times a factor, cut at the loudest that there is. */
export function gain(factor: number): Processor {
  return {
    process(samples, count) {
      for (let i = 0; i < count; i++) samples[i] = clamp(Math.round((samples[i] as number) * factor));
    },
  };
}
