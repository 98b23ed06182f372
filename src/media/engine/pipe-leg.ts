import type { Ms } from '../../base/duration.ts';
import type { Frame } from './frame.ts';
import { Leg, type LegHost } from './leg.ts';

/** One end of a pipe: what is said here is heard at the other end. */
export class PipeLeg extends Leg {
  #other: PipeLeg | undefined;
  /** Two ends that both answer what they hear (echo at each) would answer for ever: a frame passes once a turn. */
  #passing = false;
  #firstHeard = false;

  private constructor(id: number, host: LegHost) {
    super(id, host);
  }

  /** Both ends of a new pipe. */
  static pair(id: number, otherId: number, host: LegHost): [PipeLeg, PipeLeg] {
    const a = new PipeLeg(id, host);
    const b = new PipeLeg(otherId, host);
    a.#other = b;
    b.#other = a;
    return [a, b];
  }

  protected transmit(frame: Frame): void {
    if (this.#passing) return;
    this.#passing = true;
    try {
      this.#other?.hearFromOther(frame);
    } finally {
      this.#passing = false;
    }
  }

  private hearFromOther(frame: Frame): void {
    if (!this.#firstHeard) {
      this.#firstHeard = true;
      this.host.emit({ type: 'first-packet', leg: this.id });
    }
    this.hear(frame);
  }

  protected digitDown(digit: string): void {
    this.#other?.hearDigit(digit, 'begin', 0);
  }

  protected digitHeld(): void {}

  protected digitUp(digit: string, heldMs: Ms): void {
    this.#other?.hearDigit(digit, 'end', heldMs);
  }

  protected release(): void {
    if (this.#other) this.#other.#other = undefined;
    this.#other = undefined;
  }
}
