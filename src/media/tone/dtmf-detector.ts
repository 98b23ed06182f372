import type { DigitHeard } from '../rtp/digit-event.ts';
import { DTMF_COLUMNS, DTMF_KEYS, DTMF_ROWS } from './dtmf.ts';

/** Samples of a block: 12.75 ms at 8000 Hz, which tells the frequencies apart and fits twice into the shortest digit. */
const BLOCK = 102;
const BLOCK_MS = BLOCK / 8;
/** The weakest tone taken: amplitude 120 of 32767, about -46 dBm0. */
const LEAST_POWER = (120 * (BLOCK / 2)) ** 2;
/** The higher group may be so much weaker (8 dB) or stronger (6 dB) than the lower. @see ITU-T Q.24 */
const TWIST = 6.3;
const REVERSE_TWIST = 4;
/** The best of a group must stand so far (6 dB) above the others. */
const DOMINANCE = 4;
/** The two tones must make up so much of all that is heard: speech never does for long. */
const SHARE = 0.65;
/** Blocks that a digit, and silence after it, must last to count. */
const BLOCKS_TO_BEGIN = 2;
const BLOCKS_TO_END = 2;

/** Hears the tones of a keypad in the audio of one leg (8000 Hz), by Goertzel's algorithm. Nothing is allocated per frame. */
export class DtmfDetector {
  readonly #heard: DigitHeard;
  readonly #coefficients = Float64Array.from(
    [...DTMF_ROWS, ...DTMF_COLUMNS],
    (f) => 2 * Math.cos((Math.PI * f) / 4000),
  );
  readonly #last = new Float64Array(8);
  readonly #before = new Float64Array(8);
  readonly #power = new Float64Array(8);
  #energy = 0;
  #filled = 0;
  /** The key of the last block, -1 for none, and for how many blocks it has been so. */
  #candidate = -1;
  #run = 0;
  #down = -1;
  #blocksDown = 0;
  #blocksWithout = 0;

  constructor(heard: DigitHeard) {
    this.#heard = heard;
  }

  /** True while a digit sounds, or may be about to: what is heard then is no speech. */
  get active(): boolean {
    return this.#down >= 0 || this.#candidate >= 0;
  }

  /** Takes the next `count` samples. */
  feed(pcm: Int16Array, count: number): void {
    for (let from = 0; from < count; ) {
      const run = Math.min(count - from, BLOCK - this.#filled);
      this.#accumulate(pcm, from, run);
      from += run;
      this.#filled += run;
      if (this.#filled < BLOCK) return;
      this.#judge(this.#key());
      this.#last.fill(0);
      this.#before.fill(0);
      this.#energy = 0;
      this.#filled = 0;
    }
  }

  /** Ends a digit that is still down, as when the leg ends or is put on hold. */
  finish(): void {
    if (this.#down >= 0) this.#end();
    this.#candidate = -1;
  }

  #accumulate(pcm: Int16Array, from: number, run: number): void {
    let energy = this.#energy;
    for (let i = from; i < from + run; i++) energy += (pcm[i] as number) * (pcm[i] as number);
    this.#energy = energy;
    for (let f = 0; f < 8; f++) {
      const coefficient = this.#coefficients[f] as number;
      let last = this.#last[f] as number;
      let before = this.#before[f] as number;
      for (let i = from; i < from + run; i++) {
        const now = (pcm[i] as number) + coefficient * last - before;
        before = last;
        last = now;
      }
      this.#last[f] = last;
      this.#before[f] = before;
    }
  }

  /** The key of the finished block, or -1. */
  #key(): number {
    if (this.#energy * (BLOCK / 2) < 2 * LEAST_POWER) return -1;
    for (let f = 0; f < 8; f++) {
      const last = this.#last[f] as number;
      const before = this.#before[f] as number;
      this.#power[f] = last * last + before * before - last * before * (this.#coefficients[f] as number);
    }
    const row = this.#strongest(0);
    const column = this.#strongest(4);
    if (row < 0 || column < 0) return -1;
    const rowPower = this.#power[row] as number;
    const columnPower = this.#power[column] as number;
    if (rowPower < LEAST_POWER || columnPower < LEAST_POWER) return -1;
    if (rowPower > columnPower * TWIST || columnPower > rowPower * REVERSE_TWIST) return -1;
    if (rowPower + columnPower < SHARE * this.#energy * (BLOCK / 2)) return -1;
    return row * 4 + column - 4;
  }

  /** The strongest of four frequencies, or -1 if it does not stand out. */
  #strongest(from: number): number {
    let best = from;
    for (let f = from + 1; f < from + 4; f++) if ((this.#power[f] as number) > (this.#power[best] as number)) best = f;
    for (let f = from; f < from + 4; f++)
      if (f !== best && (this.#power[f] as number) * DOMINANCE > (this.#power[best] as number)) return -1;
    return best;
  }

  #judge(key: number): void {
    this.#run = key === this.#candidate ? this.#run + 1 : 1;
    this.#candidate = key;
    if (this.#down >= 0) {
      this.#blocksDown++;
      this.#blocksWithout = key === this.#down ? 0 : this.#blocksWithout + 1;
      if (this.#blocksWithout >= BLOCKS_TO_END) this.#end();
    }
    if (this.#down >= 0 || key < 0 || this.#run < BLOCKS_TO_BEGIN) return;
    this.#down = key;
    this.#blocksDown = this.#run;
    this.#blocksWithout = 0;
    this.#heard(DTMF_KEYS[key] as string, 'begin', 0);
  }

  #end(): void {
    const digit = DTMF_KEYS[this.#down] as string;
    this.#down = -1;
    this.#heard(digit, 'end', Math.round((this.#blocksDown - this.#blocksWithout) * BLOCK_MS));
  }
}
