import type { SampleRate } from '../codec/codec.ts';
import { Frame } from './frame.ts';
import { clamp } from './level.ts';

/** So much waits at most; older sound is dropped. */
const MOST_WAITING_MS = 200;
const TURN_MS = 20;
/** After so many turns in which nothing else was said, what waits is said on its own. */
const QUIET_TURNS = 3;

/** Sound that waits to be added to what a leg says. */
export class Overlay {
  readonly #rate: SampleRate;
  readonly #samples: Int16Array;
  readonly #frame = new Frame();
  #count = 0;
  #quietTurns = QUIET_TURNS;

  constructor(rate: SampleRate) {
    this.#rate = rate;
    this.#samples = new Int16Array((MOST_WAITING_MS * rate) / 1000);
  }

  /** Takes a frame that is to be heard. */
  add(frame: Frame): void {
    const count = frame.samples(this.#rate);
    const tooMany = this.#count + count - this.#samples.length;
    if (tooMany > 0) this.#drop(tooMany);
    this.#samples.set(frame.pcm(this.#rate).subarray(0, count), this.#count);
    this.#count += count;
  }

  /** The frame with what waits added to it; the frame itself where nothing does. */
  mix(frame: Frame): Frame {
    this.#quietTurns = 0;
    const count = frame.samples(this.#rate);
    const added = Math.min(count, this.#count);
    if (added === 0) return frame;
    const heard = frame.pcm(this.#rate);
    const out = this.#frame.setSamples(this.#rate, frame.durationMs);
    for (let i = 0; i < count; i++)
      out[i] = i < added ? clamp((heard[i] as number) + (this.#samples[i] as number)) : (heard[i] as number);
    this.#drop(added);
    return this.#frame;
  }

  /** Every 20 ms: a frame to be said on its own while nothing else is. */
  alone(): Frame | undefined {
    const count = (TURN_MS * this.#rate) / 1000;
    if (this.#quietTurns < QUIET_TURNS) {
      this.#quietTurns++;
      return undefined;
    }
    if (this.#count < count) return undefined;
    this.#frame.setSamples(this.#rate, TURN_MS).set(this.#samples.subarray(0, count));
    this.#drop(count);
    return this.#frame;
  }

  #drop(count: number): void {
    this.#samples.copyWithin(0, count, this.#count);
    this.#count -= count;
  }
}
