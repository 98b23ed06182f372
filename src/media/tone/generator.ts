import type { ToneStep } from '../facade.ts';

/** Peak amplitude of each frequency of a tone: about -13 dBm0, the level of Asterisk's tones. */
export const TONE_AMPLITUDE = 7219;
const RATE = 8000;

/**
 * Makes the samples of a tone of indications.conf at 8000 Hz: its steps one after another; then, if it loops, again
 * without the steps marked `once`.
 */
export class ToneGenerator {
  readonly #steps: readonly ToneStep[];
  readonly #loop: boolean;
  readonly #amplitude: number;
  #index = 0;
  #again = false;
  #left = 0;
  readonly #first = new Oscillator();
  readonly #second = new Oscillator();
  #modulate = false;
  #ended = false;

  constructor(steps: readonly ToneStep[], loop: boolean, amplitude: number = TONE_AMPLITUDE) {
    this.#steps = steps;
    this.#loop = loop && steps.some((step) => !step.once);
    this.#amplitude = amplitude;
    this.#enter(0);
  }

  /** Writes `count` samples, the last piece of a tone filled up with silence. @returns how many are tone; 0 when it has ended. */
  fill(out: Int16Array, count: number): number {
    let at = 0;
    while (at < count && !this.#ended) {
      const run = Math.min(count - at, this.#left);
      for (let i = at; i < at + run; i++) out[i] = this.#sample();
      at += run;
      this.#left -= run;
      if (this.#left === 0) this.#enter(this.#index + 1);
    }
    out.fill(0, at, count);
    return at;
  }

  #sample(): number {
    const first = this.#first.next();
    const second = this.#second.next();
    if (this.#modulate) return Math.round((first * (this.#amplitude + 0.9 * second)) / this.#amplitude / 1.9);
    return Math.round(first + second);
  }

  #enter(from: number): void {
    let index = from;
    for (let tried = 0; tried <= 2 * this.#steps.length; tried++, index++) {
      if (index >= this.#steps.length) {
        if (!this.#loop) break;
        this.#again = true;
        index = 0;
      }
      const step = this.#steps[index];
      if (!step || (this.#again && step.once)) continue;
      const samples = step.durationMs > 0 ? Math.round((step.durationMs * RATE) / 1000) : Number.POSITIVE_INFINITY;
      if (samples === 0) continue;
      this.#index = index;
      this.#left = samples;
      this.#modulate = step.modulate;
      this.#first.set(step.frequency1Hz, this.#amplitude);
      this.#second.set(step.frequency2Hz, this.#amplitude);
      return;
    }
    this.#ended = true;
  }
}

/** A sine by recurrence: two multiplications a sample. 0 Hz is silence. */
class Oscillator {
  #coefficient = 0;
  #last = 0;
  #before = 0;

  set(frequencyHz: number, amplitude: number): void {
    const angle = (2 * Math.PI * frequencyHz) / RATE;
    this.#coefficient = 2 * Math.cos(angle);
    this.#last = 0;
    this.#before = -amplitude * Math.sin(angle);
  }

  next(): number {
    const value = this.#last;
    this.#last = this.#coefficient * value - this.#before;
    this.#before = value;
    return value;
  }
}
