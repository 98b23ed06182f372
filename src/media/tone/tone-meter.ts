import type { Ms } from '../../base/duration.ts';
import type { Frame } from '../engine/frame.ts';
import type { Tap } from '../engine/leg.ts';
import type { ToneMeterOptions } from '../engine/protocol.ts';

const RATE = 8000;
/** The weakest tone taken, as an amplitude: about -46 dBm0. */
const LEAST_AMPLITUDE = 120;
/** A frequency is there if it makes up so much of all that is heard. */
const SHARE = 0.2;
/** When nothing has come for so long, nothing is heard. */
const GAP_MS = 60;

/** Hears which of some frequencies sound in the audio of a leg, by Goertzel's algorithm. */
export class ToneMeter implements Tap {
  readonly #frequencies: readonly number[];
  readonly #coefficients: Float64Array;
  readonly #last: Float64Array;
  readonly #before: Float64Array;
  readonly #block: number;
  readonly #told: (present: readonly number[]) => void;
  #present: readonly number[] = [];
  #energy = 0;
  #filled = 0;
  #heardMs: Ms = 0;
  #over = false;

  /** @param told called with the frequencies that sound whenever they change. */
  constructor(options: ToneMeterOptions, told: (present: readonly number[]) => void) {
    this.#frequencies = options.frequenciesHz;
    this.#coefficients = Float64Array.from(options.frequenciesHz, (f) => 2 * Math.cos((2 * Math.PI * f) / RATE));
    this.#last = new Float64Array(options.frequenciesHz.length);
    this.#before = new Float64Array(options.frequenciesHz.length);
    this.#block = (options.blockMs * RATE) / 1000;
    this.#told = told;
  }

  hear(frame: Frame): void {
    this.#heardMs = -1;
    const pcm = frame.pcm(RATE);
    const count = frame.samples(RATE);
    for (let i = 0; i < count; i++) {
      this.#take(pcm[i] as number);
      if (++this.#filled === this.#block) this.#judge();
    }
  }

  tick(nowMs: Ms): boolean {
    if (this.#heardMs < 0) this.#heardMs = nowMs;
    else if (nowMs - this.#heardMs >= GAP_MS) this.#tell([]);
    return !this.#over;
  }

  close(): void {
    this.#over = true;
  }

  #take(sample: number): void {
    const { length } = this.#coefficients;
    for (let k = 0; k < length; k++) {
      const value =
        sample + (this.#coefficients[k] as number) * (this.#last[k] as number) - (this.#before[k] as number);
      this.#before[k] = this.#last[k] as number;
      this.#last[k] = value;
    }
    this.#energy += sample * sample;
  }

  #judge(): void {
    const half = this.#block / 2;
    const least = (LEAST_AMPLITUDE * half) ** 2;
    const present = this.#frequencies.filter((_, k) => {
      const [last, before] = [this.#last[k] as number, this.#before[k] as number];
      const power = last * last + before * before - (this.#coefficients[k] as number) * last * before;
      // a pure tone has power energy * half
      return power >= least && power >= SHARE * this.#energy * half;
    });
    this.#last.fill(0);
    this.#before.fill(0);
    this.#energy = 0;
    this.#filled = 0;
    this.#tell(present);
  }

  #tell(present: readonly number[]): void {
    const same = present.length === this.#present.length && present.every((one, i) => one === this.#present[i]);
    if (same) return;
    this.#present = present;
    if (!this.#over) this.#told(present);
  }
}
