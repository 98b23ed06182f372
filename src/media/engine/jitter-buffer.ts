import type { Ms } from '../../base/duration.ts';
import type { JitterOptions } from '../facade.ts';
import { Frame } from './frame.ts';

const TURN_MS = 20;
/** An adaptive one begins with so much, and grows by so much when it runs dry. */
const FIRST_MS = 40;
const STEP_MS = 20;
/** Sequence numbers count to here and begin anew. */
const SEQUENCES = 65536;

interface Slot {
  sequence: number;
  readonly frame: Frame;
}

/**
 * Holds frames back so that they leave evenly and in order, though they come unevenly. A fixed one delays by its whole size; an
 * adaptive one by no more than it turned out to need, up to its size. What comes too late or is too much is lost.
 */
export class JitterBuffer {
  readonly #options: JitterOptions;
  readonly #waiting: Slot[] = [];
  readonly #free: Slot[] = [];
  #bufferedMs: Ms = 0;
  #targetMs: Ms;
  #filling = true;
  #owedMs: Ms = 0;
  #lastSequence = -1;

  constructor(options: JitterOptions) {
    this.#options = options;
    this.#targetMs = options.kind === 'fixed' ? options.maxMs : Math.min(options.maxMs, FIRST_MS + options.extraMs);
  }

  /** Takes a frame in. */
  put(frame: Frame): void {
    const { sequence, durationMs } = frame;
    if (sequence >= 0 && this.#lastSequence >= 0) {
      const ahead = after(this.#lastSequence, sequence);
      if (Math.abs(ahead) * durationMs > this.#options.resyncMs) this.#reset();
      else if (ahead <= 0) return;
    }
    const slot = this.#free.pop() ?? { sequence: 0, frame: new Frame() };
    const rate = frame.nativeRate;
    slot.sequence = sequence;
    slot.frame.setSamples(rate, durationMs).set(frame.pcm(rate).subarray(0, frame.samples(rate)));
    let at = this.#waiting.length;
    while (at > 0 && sequence >= 0 && after((this.#waiting[at - 1] as Slot).sequence, sequence) < 0) at--;
    this.#waiting.splice(at, 0, slot);
    this.#bufferedMs += durationMs;
    while (this.#bufferedMs > this.#options.maxMs + TURN_MS) this.#drop();
    if (this.#bufferedMs >= this.#targetMs) this.#filling = false;
  }

  /** Every 20 ms: gives what is due, each frame until the next call. */
  turn(give: (frame: Frame) => void): void {
    if (this.#filling) return;
    this.#owedMs += TURN_MS;
    while (this.#owedMs > 0) {
      const slot = this.#waiting.shift();
      if (!slot) {
        this.#ranDry();
        return;
      }
      this.#bufferedMs -= slot.frame.durationMs;
      this.#owedMs -= slot.frame.durationMs;
      this.#lastSequence = slot.sequence;
      give(slot.frame);
      this.#free.push(slot);
    }
  }

  #ranDry(): void {
    this.#owedMs = 0;
    this.#filling = true;
    if (this.#options.kind === 'adaptive') this.#targetMs = Math.min(this.#options.maxMs, this.#targetMs + STEP_MS);
  }

  #drop(): void {
    const slot = this.#waiting.shift();
    if (!slot) return;
    this.#bufferedMs -= slot.frame.durationMs;
    this.#free.push(slot);
  }

  #reset(): void {
    while (this.#waiting.length > 0) this.#drop();
    this.#lastSequence = -1;
    this.#filling = true;
  }
}

/** How far `sequence` lies after `other`, over the end of the numbers. */
function after(other: number, sequence: number): number {
  const distance = (sequence - other + SEQUENCES) % SEQUENCES;
  return distance > SEQUENCES / 2 ? distance - SEQUENCES : distance;
}
