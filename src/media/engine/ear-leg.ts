import { Leg, type LegHost, type Tap } from './leg.ts';

/** Which of another leg's two directions is listened to: what comes from its far end, or what goes there. */
export type EarSide = 'from' | 'to';

/** A leg that hears what passes through another one, without changing it. Nothing can be said to it. It goes quiet when the other ends. */
export class EarLeg extends Leg {
  constructor(id: number, host: LegHost, target: Leg, side: EarSide) {
    super(id, host);
    const tap: Tap = {
      hear: (frame) => this.hear(frame),
      tick: () => !this.closed,
      close() {},
    };
    (side === 'from' ? target.taps : target.outwardTaps).push(tap);
  }

  protected transmit(): void {}
  protected digitDown(): void {}
  protected digitHeld(): void {}
  protected digitUp(): void {}
  protected release(): void {}
}
