import { clamp } from '../engine/level.ts';
import type { Processor } from './processor.ts';

const WINDOW_MS = 40;

/**
 * Makes a voice higher or lower in the same time: two readers follow the writer through a short memory at another speed, each
 * heard while it is far from where it has to jump.
 */
export function shiftPitch(factor: number, rate: number): Processor {
  const window = (WINDOW_MS * rate) / 1000;
  const memory = new Float32Array(window * 2);
  let write = 0;
  let phase = 0;
  const read = (at: number): number => {
    const place = (write - at * window + memory.length * 2) % memory.length;
    const before = Math.floor(place);
    const part = place - before;
    return (memory[before] as number) * (1 - part) + (memory[(before + 1) % memory.length] as number) * part;
  };
  return {
    process(samples, count) {
      for (let i = 0; i < count; i++) {
        memory[write] = samples[i] as number;
        const other = (phase + 0.5) % 1;
        const weight = 1 - Math.abs(2 * phase - 1);
        samples[i] = clamp(Math.round(read(phase) * weight + read(other) * (1 - weight)));
        write = (write + 1) % memory.length;
        phase = (phase + (1 - factor) / window + 1) % 1;
      }
    },
  };
}
