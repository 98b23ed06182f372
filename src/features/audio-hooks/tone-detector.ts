import type { Clock, Timer } from '../../base/clock.ts';
import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import type { MediaEngine, MediaLeg } from '../../media/facade.ts';
import type { Side } from './effects.ts';

/** A tone that means something, by the frequencies that sound together, one set after another. */
interface Signal {
  readonly steps: ReadonlyArray<readonly number[]>;
  /** How long the last of them must last. */
  readonly lastsMs: number;
}

/** What may be listened for besides a frequency. @see ITU-T E.180, North America, as Asterisk has it */
const SIGNALS = {
  busy: { steps: [[480, 620]], lastsMs: 180 },
  dial: { steps: [[350, 440]], lastsMs: 700 },
  special: { steps: [[950], [1400], [1800]], lastsMs: 100 },
} as const satisfies Readonly<Record<string, Signal>>;

/** What is listened for. */
export interface ToneWish {
  /** 0 for none. */
  readonly frequencyHz: number;
  readonly lastsMs: number;
  readonly signals: ReadonlyArray<keyof typeof SIGNALS>;
  readonly sides: readonly Side[];
  /** How often it must be heard before the channel goes elsewhere. */
  readonly times: number;
  /** Where the channel goes then, by the direction that it was heard in. */
  readonly goTo: Readonly<Record<Side, DialplanTarget | undefined>>;
}

const detectorKey = defineAttachment<ToneDetector>('tone-detector');

/** The detector of a channel. */
export function toneDetectorOf(channel: Channel): ToneDetector | undefined {
  return channel.attachments.get(detectorKey);
}

/** Counts a tone on a channel, until it is closed or the channel is gone. */
export class ToneDetector {
  readonly #channel: Channel;
  readonly #wish: ToneWish;
  readonly #clock: Clock;
  readonly #ears: MediaLeg[] = [];
  readonly #timers = new Set<Timer>();
  readonly #counts: Record<Side, number> = { from: 0, to: 0 };

  /** Begins at once; one that the channel had before is closed. */
  constructor(engine: MediaEngine, clock: Clock, channel: Channel, wish: ToneWish) {
    this.#channel = channel;
    this.#clock = clock;
    this.#wish = wish;
    toneDetectorOf(channel)?.close();
    channel.attachments.set(detectorKey, this);
    const leg = channel.media;
    const wanted: readonly Signal[] = [
      ...(wish.frequencyHz > 0 ? [{ steps: [[wish.frequencyHz]], lastsMs: wish.lastsMs }] : []),
      ...wish.signals.map((name) => SIGNALS[name]),
    ];
    const frequenciesHz = [...new Set(wanted.flatMap(({ steps }) => steps.flat()))];
    if (!leg || frequenciesHz.length === 0) return;
    for (const side of wish.sides) {
      const ear = engine.openEar(leg, side);
      const hearers = wanted.map((signal) => this.#hearer(signal, side));
      ear.listener = {
        onTones(present) {
          for (const hear of hearers) hear(present);
        },
      };
      ear.detectTones({ frequenciesHz, blockMs: wish.signals.length > 0 ? 40 : 20 });
      this.#ears.push(ear);
    }
    channel.whenHungUp(() => this.close());
  }

  /** How often it has been heard, in both directions or in one. */
  count(side?: Side): number {
    return side === undefined ? this.#counts.from + this.#counts.to : this.#counts[side];
  }

  /** Listens no longer; idempotent. */
  close(): void {
    for (const timer of this.#timers) timer.cancel();
    for (const ear of this.#ears.splice(0)) ear.close();
    if (toneDetectorOf(this.#channel) === this) this.#channel.attachments.delete(detectorKey);
  }

  /** Follows one signal in one direction. */
  #hearer({ steps, lastsMs }: Signal, side: Side): (present: readonly number[]) => void {
    let step = 0;
    let timer: Timer | undefined;
    return (present) => {
      const sounds = (at: number): boolean => steps[at]?.every((hertz) => present.includes(hertz)) ?? false;
      if (timer) {
        if (sounds(step)) return;
        timer.cancel();
        this.#timers.delete(timer);
        timer = undefined;
        step = 0;
      }
      if (!sounds(step)) return;
      if (step < steps.length - 1) {
        step++;
        return;
      }
      timer = this.#clock.after(lastsMs, () => this.#heard(side));
      this.#timers.add(timer);
    };
  }

  #heard(side: Side): void {
    const count = ++this.#counts[side];
    const target = this.#wish.goTo[side];
    if (target && count === this.#wish.times) this.#channel.redirect(target);
  }
}
