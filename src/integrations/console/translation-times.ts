import { codecs } from '../../media/codec/codec.ts';
import { Resampler } from '../../media/codec/resampler.ts';
import type { CodecName } from '../../media/facade.ts';

/** A form that audio has on the wire or inside. */
export interface AudioForm {
  /** As the table shows it. */
  readonly name: string;
  /** As paths show it. */
  readonly codec: CodecName;
  readonly rateHz: 8000 | 16000;
  /** Linear samples, which need no codec. */
  readonly linear: boolean;
}

/** The forms in the order in which they are listed. */
export const audioForms: readonly AudioForm[] = [
  { name: 'ulaw', codec: 'ulaw', rateHz: 8000, linear: false },
  { name: 'alaw', codec: 'alaw', rateHz: 8000, linear: false },
  { name: 'gsm', codec: 'gsm', rateHz: 8000, linear: false },
  { name: 'slin8', codec: 'slin', rateHz: 8000, linear: true },
  { name: 'slin16', codec: 'slin', rateHz: 16_000, linear: true },
  { name: 'g722', codec: 'g722', rateHz: 16_000, linear: false },
];

/** The forms that audio takes on its way from one to another, both included: always by way of linear samples. */
export function translationPath(from: AudioForm, to: AudioForm): readonly AudioForm[] {
  const linearAt = (rateHz: number): readonly AudioForm[] =>
    audioForms.filter((form) => form.linear && form.rateHz === rateHz);
  const way = [from, ...linearAt(from.rateHz), ...linearAt(to.rateHz), to];
  return way.filter((form, index) => way.indexOf(form) === index);
}

/** How long each step takes for one second of audio, in microseconds, measured over `seconds` of it; a step is written `from>to`. @param now milliseconds that only grow. */
export function measureSteps(seconds: number, now: () => number): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const measure = (name: string, work: () => void): void => {
    const begun = now();
    for (let second = 0; second < seconds; second++) work();
    times.set(name, Math.max(1, Math.round(((now() - begun) * 1000) / seconds)));
  };
  for (const { name, codec, rateHz, linear } of audioForms) {
    if (linear) continue;
    const inside = rateHz === 8000 ? 'slin8' : 'slin16';
    const samples = Int16Array.from({ length: rateHz }, (_, i) => Math.round(8000 * Math.sin(i / 7)));
    const bytes = new Uint8Array(2 * rateHz);
    const encoder = codecs[codec].createEncoder();
    const decoder = codecs[codec].createDecoder();
    const length = encoder.encode(samples, 0, rateHz, bytes, 0);
    measure(`${inside}>${name}`, () => void encoder.encode(samples, 0, rateHz, bytes, 0));
    measure(`${name}>${inside}`, () => void decoder.decode(bytes, 0, length, samples));
  }
  const [low, high] = [new Int16Array(8000), new Int16Array(16_000)];
  const [up, down] = [new Resampler(8000, 16_000, 8000), new Resampler(16_000, 8000, 16_000)];
  measure('slin8>slin16', () => void up.process(low, 0, 8000, high));
  measure('slin16>slin8', () => void down.process(high, 0, 16_000, low));
  return times;
}

/** How long audio takes from one form to another, in microseconds a second. */
export function translationTime(steps: ReadonlyMap<string, number>, from: AudioForm, to: AudioForm): number {
  const path = translationPath(from, to);
  return path.reduce((sum, form, index) => sum + (steps.get(`${path[index - 1]?.name}>${form.name}`) ?? 0), 0);
}
