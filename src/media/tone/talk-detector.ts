import type { Ms } from '../../base/duration.ts';
import type { Frame } from '../engine/frame.ts';
import type { Tap } from '../engine/leg.ts';
import { meanAmplitude } from '../engine/level.ts';
import type { TalkOptions } from '../engine/protocol.ts';

/** Speech counts as begun only after so much of it in a row, so that a click is none; unless told otherwise. */
const TALK_MS = 60;

/** Tells speech from silence by the mean amplitude of each frame; packets that do not come are silence. */
export class TalkDetector implements Tap {
  readonly #options: TalkOptions;
  readonly #told: (talking: boolean, sinceMs: Ms) => void;
  #talking = false;
  /** How long the present state has lasted. */
  #stateMs: Ms = 0;
  /** How long the opposite has been heard in a row. */
  #oppositeMs: Ms = 0;
  #heardMs: Ms = 0;
  #over = false;

  /** @param told called with the new state and how long the former one had lasted. */
  constructor(options: TalkOptions, told: (talking: boolean, sinceMs: Ms) => void) {
    this.#options = options;
    this.#told = told;
  }

  hear(frame: Frame): void {
    this.#heardMs = -1;
    const loud = meanAmplitude(frame.pcm(8000), frame.samples(8000)) >= this.#options.threshold;
    this.#advance(loud, frame.durationMs);
  }

  tick(nowMs: Ms): boolean {
    if (this.#over) return false;
    if (this.#heardMs < 0) this.#heardMs = nowMs;
    else if (nowMs - this.#heardMs >= 100) this.#advance(false, 20);
    return true;
  }

  /** Takes the detector off at the next tick. */
  close(): void {
    this.#over = true;
  }

  #advance(loud: boolean, durationMs: Ms): void {
    if (this.#over) return;
    this.#stateMs += durationMs;
    this.#oppositeMs = loud === this.#talking ? 0 : this.#oppositeMs + durationMs;
    const limit = this.#talking ? this.#options.silenceMs : (this.#options.talkMs ?? TALK_MS);
    if (this.#oppositeMs < limit || this.#oppositeMs === 0) return;
    const lasted = this.#stateMs - this.#oppositeMs;
    this.#talking = loud;
    this.#stateMs = this.#oppositeMs;
    this.#oppositeMs = 0;
    this.#told(loud, lasted);
  }
}
