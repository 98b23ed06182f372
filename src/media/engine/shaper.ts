import type { SampleRate } from '../codec/codec.ts';
import { denoise } from '../effect/denoiser.ts';
import { gain } from '../effect/gain.ts';
import { invertSpectrum } from '../effect/invert-spectrum.ts';
import { keepLevel } from '../effect/level-keeper.ts';
import { shiftPitch } from '../effect/pitch-shifter.ts';
import type { Processor } from '../effect/processor.ts';
import type { AudioEffect } from '../facade.ts';
import { Frame } from './frame.ts';

/** Changes the sound of one direction of a leg. */
export class Shaper {
  readonly #effects: readonly AudioEffect[];
  readonly #frame = new Frame();
  #processors: readonly Processor[] = [];
  #rate: SampleRate | undefined;

  constructor(effects: readonly AudioEffect[]) {
    this.#effects = effects;
  }

  /** The frame as it is to sound; undefined where nothing is left of it. The result is good until the next one. */
  shape(frame: Frame): Frame | undefined {
    if (this.#effects.some(({ kind }) => kind === 'drop')) return undefined;
    // an inverted spectrum is understood again only at the rate at which it was inverted
    const rate = this.#effects.some(({ kind }) => kind === 'invert') ? 8000 : frame.nativeRate;
    if (rate !== this.#rate) {
      this.#rate = rate;
      this.#processors = this.#effects.flatMap((effect) => processorOf(effect, rate) ?? []);
    }
    const count = frame.samples(rate);
    const samples = this.#frame.setSamples(rate, frame.durationMs);
    samples.set(frame.pcm(rate).subarray(0, count));
    for (const processor of this.#processors) processor.process(samples, count);
    return this.#frame;
  }
}

/** What does `effects`; undefined where there are none. */
export function shaperOf(effects: readonly AudioEffect[]): Shaper | undefined {
  return effects.length === 0 ? undefined : new Shaper(effects);
}

function processorOf(effect: AudioEffect, rate: SampleRate): Processor | undefined {
  switch (effect.kind) {
    case 'gain':
      return gain(effect.factor);
    case 'level':
      return keepLevel(effect.target);
    case 'pitch':
      return shiftPitch(effect.factor, rate);
    case 'denoise':
      return denoise();
    case 'invert':
      return invertSpectrum();
    case 'drop':
      return undefined;
  }
}
