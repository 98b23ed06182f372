import { Frame } from '../../src/media/engine/frame.ts';
import { openReader } from '../../src/media/format/open-reader.ts';

/** Sound in memory. */
export interface Sound {
  readonly rate: number;
  readonly samples: Int16Array;
}

/** Reads any sound file that the engine can play, as 8000 Hz samples. */
export function readSound(path: string): Sound {
  const reader = openReader(path, 0);
  const frame = new Frame();
  const pieces: Int16Array[] = [];
  while (reader.read(frame)) pieces.push(frame.pcm(8000).slice(0, frame.samples(8000)));
  reader.close();
  const samples = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return { rate: 8000, samples };
}

/** How well one sound is found inside another. */
export interface Match {
  /** Normalised correlation at the best place: 1 is the same, 0 has nothing to do with it. */
  readonly correlation: number;
  /** Where in the recording the prompt begins. */
  readonly offsetMs: number;
}

/**
 * Looks for `prompt` in `recording` at every offset and gives the best normalised cross-correlation over the whole length
 * of the prompt (what is missing counts as silence). Loudness does not matter; other sound does.
 */
export function findPrompt(recording: Sound, prompt: Sound): Match {
  const coarse = 4;
  const wide = best(decimate(recording.samples, coarse), decimate(prompt.samples, coarse), 0, Number.POSITIVE_INFINITY);
  const around = wide.lag * coarse;
  const fine = best(recording.samples, prompt.samples, around - 2 * coarse, around + 2 * coarse);
  return { correlation: fine.value, offsetMs: (fine.lag * 1000) / recording.rate };
}

/** Averages of `by` samples: a coarse search on them costs a 16th. */
function decimate(samples: Int16Array, by: number): Float64Array {
  const out = new Float64Array(Math.floor(samples.length / by));
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < by; j++) sum += samples[i * by + j] ?? 0;
    out[i] = sum / by;
  }
  return out;
}

function best(
  recording: ArrayLike<number>,
  prompt: ArrayLike<number>,
  from: number,
  to: number,
): { value: number; lag: number } {
  let power = 0;
  for (let i = 0; i < prompt.length; i++) power += (prompt[i] ?? 0) ** 2;
  let found = { value: 0, lag: 0 };
  const least = Math.max(from, -prompt.length >> 1);
  for (let lag = least; lag <= Math.min(to, recording.length); lag++) {
    let product = 0;
    let energy = 0;
    const end = Math.min(prompt.length, recording.length - lag);
    for (let i = Math.max(0, -lag); i < end; i += 1) {
      const sample = recording[i + lag] ?? 0;
      product += sample * (prompt[i] ?? 0);
      energy += sample * sample;
    }
    const value = energy === 0 || power === 0 ? 0 : product / Math.sqrt(energy * power);
    if (value > found.value) found = { value, lag };
  }
  return found;
}

/** Mean power of one frequency from `fromMs` for `lengthMs`, as the amplitude of a sine of that power. */
export function amplitudeAt(sound: Sound, frequencyHz: number, fromMs = 0, lengthMs?: number): number {
  const from = Math.round((fromMs * sound.rate) / 1000);
  const to = lengthMs === undefined ? sound.samples.length : from + Math.round((lengthMs * sound.rate) / 1000);
  const count = Math.min(to, sound.samples.length) - from;
  // Goertzel's recurrence: one multiplication a sample
  const turn = 2 * Math.cos((2 * Math.PI * frequencyHz) / sound.rate);
  let last = 0;
  let before = 0;
  for (let i = 0; i < count; i++) {
    const next = (sound.samples[from + i] ?? 0) + turn * last - before;
    before = last;
    last = next;
  }
  const power = Math.max(0, last * last + before * before - turn * last * before);
  return count <= 0 ? 0 : (2 * Math.sqrt(power)) / count;
}

/** The strongest frequency, to `stepHz`, from `fromMs` for `lengthMs`; 0 in silence. */
export function strongestFrequency(sound: Sound, fromMs = 0, lengthMs?: number, stepHz = 5): number {
  let found = { frequency: 0, amplitude: 20 };
  for (let frequency = 100; frequency < sound.rate / 2; frequency += stepHz) {
    const amplitude = amplitudeAt(sound, frequency, fromMs, lengthMs);
    if (amplitude > found.amplitude) found = { frequency, amplitude };
  }
  return found.frequency;
}

/** The share of the whole power that is in the given frequencies: 1 when there is nothing else. */
export function purity(sound: Sound, frequenciesHz: readonly number[], fromMs = 0, lengthMs?: number): number {
  const from = Math.round((fromMs * sound.rate) / 1000);
  const to = lengthMs === undefined ? sound.samples.length : from + Math.round((lengthMs * sound.rate) / 1000);
  let power = 0;
  const end = Math.min(to, sound.samples.length);
  for (let i = from; i < end; i++) power += (sound.samples[i] ?? 0) ** 2;
  if (power === 0) return 0;
  const tones = frequenciesHz.reduce((sum, f) => sum + amplitudeAt(sound, f, fromMs, lengthMs) ** 2 / 2, 0);
  return Math.min(1, (tones * (end - from)) / power);
}

/** Root mean square of a stretch: 0 for digital silence. */
export function loudness(sound: Sound, fromMs = 0, lengthMs?: number): number {
  const from = Math.round((fromMs * sound.rate) / 1000);
  const to = lengthMs === undefined ? sound.samples.length : from + Math.round((lengthMs * sound.rate) / 1000);
  let power = 0;
  const end = Math.min(to, sound.samples.length);
  for (let i = from; i < end; i++) power += (sound.samples[i] ?? 0) ** 2;
  return end > from ? Math.sqrt(power / (end - from)) : 0;
}

/** A sweep from 300 to 3000 Hz with pauses: correlates with nothing but itself. */
export function sweep(durationMs: number, amplitude = 8000): Sound {
  const samples = new Int16Array(durationMs * 8);
  let phase = 0;
  for (let i = 0; i < samples.length; i++) {
    phase += (2 * Math.PI * (300 + (2700 * i) / samples.length)) / 8000;
    samples[i] = i % 2400 < 2000 ? Math.round(amplitude * Math.sin(phase)) : 0;
  }
  return { rate: 8000, samples };
}

/** A sine. */
export function sine(frequencyHz: number, durationMs: number, amplitude = 8000, rate = 8000): Sound {
  const samples = new Int16Array((durationMs * rate) / 1000);
  for (let i = 0; i < samples.length; i++)
    samples[i] = Math.round(amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / rate));
  return { rate, samples };
}

/** The bytes of a WAV file of 16-bit samples; `channels` copies of the sound side by side. */
export function wavBytes(sound: Sound, channels = 1): Uint8Array {
  const bytes = new Uint8Array(44 + 2 * channels * sound.samples.length);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < 4; i++) bytes[at + i] = text.charCodeAt(i);
  };
  tag(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  tag(8, 'WAVE');
  tag(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sound.rate, true);
  view.setUint32(28, sound.rate * 2 * channels, true);
  view.setUint16(32, 2 * channels, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, bytes.length - 44, true);
  sound.samples.forEach((sample, i) => {
    for (let channel = 0; channel < channels; channel++) view.setInt16(44 + 2 * (i * channels + channel), sample, true);
  });
  return bytes;
}
