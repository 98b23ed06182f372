import { codecs } from '../codec/codec.ts';
import type { Frame } from './frame.ts';
import { Leg, type LegHost } from './leg.ts';
import { Overlay } from './overlay.ts';

/** A leg that speaks into the ear of another one's far end: what is said to it is added to what goes there. Nothing is heard from it. */
export class WhisperLeg extends Leg {
  readonly #target: Leg;
  readonly #overlay: Overlay;

  constructor(id: number, host: LegHost, target: Leg) {
    super(id, host);
    this.#target = target;
    this.#overlay = new Overlay(target.codec === undefined ? 8000 : codecs[target.codec].rate);
    target.overlays.push(this.#overlay);
  }

  protected transmit(frame: Frame): void {
    this.#overlay.add(frame);
  }

  protected digitDown(): void {}
  protected digitHeld(): void {}
  protected digitUp(): void {}

  protected release(): void {
    const index = this.#target.overlays.indexOf(this.#overlay);
    if (index >= 0) this.#target.overlays.splice(index, 1);
  }
}
