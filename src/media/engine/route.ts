import type { Ms } from '../../base/duration.ts';
import type { Frame } from './frame.ts';
import type { Leg, Route } from './leg.ts';

/** Sends back what is heard; digits too, but for `#`, which ends Echo(). */
export const echoRoute: Route = {
  hear(from, frame) {
    from.sayRouted(frame);
  },
  hearDigit(from, digit, phase, durationMs) {
    if (digit !== '#') passDigit(from, digit, phase, durationMs);
  },
  leave() {},
};

/** Joins two legs: each says what the other hears. Frames whose codec both sides share pass untouched. */
export class BridgeRoute implements Route {
  readonly #a: Leg;
  readonly #b: Leg;
  readonly #passDigits: boolean;

  constructor(a: Leg, b: Leg, passDigits: boolean) {
    this.#a = a;
    this.#b = b;
    this.#passDigits = passDigits;
    a.setRoute(this);
    b.setRoute(this);
  }

  hear(from: Leg, frame: Frame): void {
    (from === this.#a ? this.#b : this.#a).sayRouted(frame);
  }

  hearDigit(from: Leg, digit: string, phase: 'begin' | 'end', durationMs: Ms): void {
    if (this.#passDigits) passDigit(from === this.#a ? this.#b : this.#a, digit, phase, durationMs);
  }

  /** One side has gone elsewhere: the other hears nothing more from here. */
  leave(leg: Leg): void {
    const other = leg === this.#a ? this.#b : this.#a;
    if (other.route === this) other.setRoute(undefined);
  }

  close(): void {
    if (this.#a.route === this) this.#a.setRoute(undefined);
    if (this.#b.route === this) this.#b.setRoute(undefined);
  }
}

function passDigit(to: Leg, digit: string, phase: 'begin' | 'end', durationMs: Ms): void {
  if (phase === 'begin') to.pressDigit(digit);
  else to.releaseDigit(digit, durationMs);
}
