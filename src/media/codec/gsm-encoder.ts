import {
  decodePulses,
  decodeRatios,
  interpolate,
  LAR_MIN,
  LAR_OFFSET,
  LTP_GAIN,
  multiply,
  multiplyRounded,
  normalisation,
  SEGMENT_ENDS,
  saturate,
  scaleOf,
} from './gsm-arithmetic.ts';
import { GSM_FRAME_BYTES, GSM_FRAME_SAMPLES, GSM_PARAMETERS, writeGsmFrame } from './gsm-frame.ts';
import type { Encoder } from './transcoder.ts';

const LAR_SLOPE = Int16Array.of(20480, 20480, 20480, 20480, 13964, 15360, 8534, 9036);
const LAR_MAX = Int16Array.of(31, 31, 15, 15, 7, 7, 3, 3);
const GAIN_LIMITS = [6554, 16384, 26214] as const;
const WEIGHTS = Int16Array.of(-134, -374, 0, 2054, 5741, 8192, 5741, 2054, 0, -374, -134);
const RECIPROCALS = Int16Array.of(29128, 26215, 23832, 21846, 20165, 18725, 17476, 16384);
const OFFSET_POLE = 32735;
const PREEMPHASIS = -28180;

/** GSM 06.10 full rate, bit-exact. @see ETSI EN 300 961 §5.2 */
export class GsmEncoder implements Encoder {
  readonly #parameters = new Uint8Array(GSM_PARAMETERS);
  readonly #signal = new Int16Array(GSM_FRAME_SAMPLES);
  /** 120 samples of the reconstructed past, then the 40 of the subframe under way. */
  readonly #residual = new Int16Array(160);
  readonly #predicted = new Int16Array(40);
  /** Five zeros, the 40 samples of the error, five zeros. */
  readonly #error = new Int16Array(50);
  readonly #weighted = new Int16Array(40);
  readonly #scaled = new Int16Array(40);
  readonly #excitation = new Int16Array(40);
  readonly #ratios = [new Int16Array(8), new Int16Array(8)] as const;
  #current = 0;
  readonly #reflections = new Int16Array(8);
  readonly #lattice = new Int16Array(8);
  readonly #correlation = new Float64Array(9);
  readonly #p = new Int16Array(10);
  readonly #k = new Int16Array(10);
  #z1 = 0;
  #z2 = 0;
  #emphasised = 0;

  encode(pcm: Int16Array, from: number, count: number, out: Uint8Array, at: number): number {
    let bytes = 0;
    for (let done = 0; done + GSM_FRAME_SAMPLES <= count; done += GSM_FRAME_SAMPLES, bytes += GSM_FRAME_BYTES) {
      this.encodeParameters(pcm, from + done, this.#parameters);
      writeGsmFrame(this.#parameters, out, at + bytes);
    }
    return bytes;
  }

  /** Encodes 160 samples from `from` into the parameters of one frame. */
  encodeParameters(pcm: Int16Array, from: number, parameters: Uint8Array): void {
    this.#preprocess(pcm, from);
    this.#analyse(parameters);
    this.#current ^= 1;
    const now = this.#ratios[this.#current as 0 | 1];
    decodeRatios(parameters, now);
    let start = 0;
    for (let segment = 0; segment < 4; segment++) {
      const end = SEGMENT_ENDS[segment] as number;
      interpolate(segment, this.#ratios[(this.#current ^ 1) as 0 | 1], now, this.#reflections);
      this.#filter(start, end);
      start = end;
    }
    for (let subframe = 0; subframe < 4; subframe++) this.#encodeSubframe(parameters, 8 + 17 * subframe, 40 * subframe);
  }

  /** Down-scaling, offset compensation, pre-emphasis. @see §5.2.1 to §5.2.3 */
  #preprocess(pcm: Int16Array, from: number): void {
    for (let k = 0; k < GSM_FRAME_SAMPLES; k++) {
      const sample = ((pcm[from + k] as number) >> 3) << 2;
      const step = sample - this.#z1;
      this.#z1 = sample;
      const high = this.#z2 >> 15;
      const low = this.#z2 - (high << 15);
      this.#z2 = (high * OFFSET_POLE + step * 32768 + multiplyRounded(low, OFFSET_POLE)) | 0;
      const compensated = saturate((this.#z2 + 16384) >> 15);
      this.#signal[k] = saturate(compensated + multiplyRounded(this.#emphasised, PREEMPHASIS));
      this.#emphasised = compensated;
    }
  }

  /** Autocorrelation, reflection coefficients, log area ratios and their codes. @see §5.2.4 to §5.2.7 */
  #analyse(parameters: Uint8Array): void {
    const signal = this.#signal;
    const correlation = this.#correlation;
    let largest = 0;
    for (let k = 0; k < GSM_FRAME_SAMPLES; k++) largest = Math.max(largest, Math.abs(signal[k] as number));
    const shift = largest === 0 ? 0 : Math.max(0, 4 - normalisation(Math.min(32767, largest) << 16));
    if (shift > 0) {
      const factor = 16384 >> (shift - 1);
      for (let k = 0; k < GSM_FRAME_SAMPLES; k++) signal[k] = multiplyRounded(signal[k] as number, factor);
    }
    for (let lag = 0; lag <= 8; lag++) {
      let sum = 0;
      for (let i = lag; i < GSM_FRAME_SAMPLES; i++) sum += (signal[i] as number) * (signal[i - lag] as number);
      correlation[lag] = sum * 2;
    }
    if (shift > 0) for (let k = 0; k < GSM_FRAME_SAMPLES; k++) signal[k] = (signal[k] as number) << shift;
    this.#reflect();
    for (let i = 0; i < 8; i++) {
      const reflection = this.#reflections[i] as number;
      const magnitude = Math.abs(reflection);
      let ratio: number;
      if (magnitude < 22118) ratio = magnitude >> 1;
      else if (magnitude < 31130) ratio = magnitude - 11059;
      else ratio = (magnitude - 26112) << 2;
      if (reflection < 0) ratio = -ratio;
      const code = saturate(saturate(multiply(LAR_SLOPE[i] as number, ratio) + (LAR_OFFSET[i] as number)) + 256) >> 9;
      const least = LAR_MIN[i] as number;
      parameters[i] = Math.max(least, Math.min(LAR_MAX[i] as number, code)) - least;
    }
  }

  /** Schur's recursion. @see §5.2.5 */
  #reflect(): void {
    const r = this.#reflections;
    const p = this.#p;
    const k = this.#k;
    r.fill(0);
    const power = this.#correlation[0] as number;
    if (power === 0) return;
    const shift = normalisation(power);
    for (let i = 0; i <= 8; i++) {
      p[i] = ((this.#correlation[i] as number) << shift) >> 16;
      k[i] = p[i] as number;
    }
    for (let n = 0; n < 8; n++) {
      const first = p[1] as number;
      const magnitude = Math.min(32767, Math.abs(first));
      const whole = p[0] as number;
      if (whole < magnitude) return;
      const quotient = divide(magnitude, whole);
      const reflection = first > 0 ? -quotient : quotient;
      r[n] = reflection;
      if (n === 7) return;
      p[0] = saturate(whole + multiplyRounded(first, reflection));
      for (let m = 1; m <= 7 - n; m++) {
        const next = p[m + 1] as number;
        const other = k[m] as number;
        p[m] = saturate(next + multiplyRounded(other, reflection));
        k[m] = saturate(other + multiplyRounded(next, reflection));
      }
    }
  }

  /** Short-term analysis filter, in place. @see §5.2.10 */
  #filter(from: number, to: number): void {
    const u = this.#lattice;
    const signal = this.#signal;
    for (let k = from; k < to; k++) {
      let sample = signal[k] as number;
      let carried = sample;
      for (let i = 0; i < 8; i++) {
        const state = u[i] as number;
        const reflection = this.#reflections[i] as number;
        u[i] = carried;
        carried = saturate(state + multiplyRounded(reflection, sample));
        sample = saturate(sample + multiplyRounded(reflection, state));
      }
      signal[k] = sample;
    }
  }

  #encodeSubframe(parameters: Uint8Array, p: number, at: number): void {
    const residual = this.#residual;
    const error = this.#error;
    this.#predict(parameters, p, at);
    const lag = parameters[p] as number;
    const gain = LTP_GAIN[parameters[p + 1] as number] as number;
    for (let k = 0; k < 40; k++) {
      const predicted = multiplyRounded(gain, residual[120 + k - lag] as number);
      this.#predicted[k] = predicted;
      error[5 + k] = saturate((this.#signal[at + k] as number) - predicted);
    }
    this.#quantise(parameters, p);
    decodePulses(parameters, p, this.#excitation);
    for (let k = 0; k < 40; k++)
      residual[120 + k] = saturate((this.#excitation[k] as number) + (this.#predicted[k] as number));
    residual.copyWithin(0, 40);
  }

  /** Lag and gain of the long-term predictor. @see §5.2.11 */
  #predict(parameters: Uint8Array, p: number, at: number): void {
    const residual = this.#residual;
    const scaled = this.#scaled;
    let largest = 0;
    for (let k = 0; k < 40; k++) largest = Math.max(largest, Math.abs(this.#signal[at + k] as number));
    const shift = largest === 0 ? 0 : Math.max(0, 6 - normalisation(Math.min(32767, largest) << 16));
    for (let k = 0; k < 40; k++) scaled[k] = (this.#signal[at + k] as number) >> shift;
    let best = 0;
    let lag = 40;
    for (let candidate = 40; candidate <= 120; candidate++) {
      let sum = 0;
      const start = 120 - candidate;
      for (let k = 0; k < 40; k++) sum += (scaled[k] as number) * (residual[start + k] as number);
      if (sum <= best) continue;
      best = sum;
      lag = candidate;
    }
    parameters[p] = lag;
    const likeness = (best * 2) >> (6 - shift);
    let power = 0;
    for (let k = 0; k < 40; k++) {
      const past = (residual[120 - lag + k] as number) >> 3;
      power += past * past;
    }
    power *= 2;
    let gain = 0;
    if (likeness > 0) {
      gain = 3;
      if (likeness < power) {
        const up = normalisation(power);
        const r = (likeness << up) >> 16;
        const s = (power << up) >> 16;
        gain = 0;
        while (gain < 3 && r > multiply(s, GAIN_LIMITS[gain] as number)) gain++;
      }
    }
    parameters[p + 1] = gain;
  }

  /** Weighting filter, grid, block maximum and pulses. @see §5.2.13 to §5.2.15 */
  #quantise(parameters: Uint8Array, p: number): void {
    const x = this.#weighted;
    for (let k = 0; k < 40; k++) {
      let sum = 4096;
      for (let i = 0; i < 11; i++) sum += (this.#error[k + i] as number) * (WEIGHTS[i] as number);
      x[k] = saturate(sum >> 13);
    }
    let grid = 0;
    let most = -1;
    for (let m = 0; m < 4; m++) {
      let energy = 0;
      for (let i = 0; i < 13; i++) energy += ((x[m + 3 * i] as number) >> 2) ** 2;
      if (energy <= most) continue;
      most = energy;
      grid = m;
    }
    parameters[p + 2] = grid;
    let largest = 0;
    for (let i = 0; i < 13; i++) largest = Math.max(largest, Math.min(32767, Math.abs(x[grid + 3 * i] as number)));
    let exponent = 0;
    for (let rest = largest >> 9; exponent < 6 && rest > 0; rest >>= 1) exponent++;
    parameters[p + 3] = (largest >> (exponent + 5)) + (exponent << 3);
    const scale = scaleOf(parameters[p + 3] as number);
    const shift = 6 - (scale >> 3);
    const reciprocal = RECIPROCALS[scale & 7] as number;
    for (let i = 0; i < 13; i++) {
      const pulse = ((x[grid + 3 * i] as number) << (shift + 16)) >> 16;
      parameters[p + 4 + i] = (multiply(pulse, reciprocal) >> 12) + 4;
    }
  }
}

/** The quotient of two positive numbers as a fraction of 15 bits; `part` is not larger than `whole`. */
function divide(part: number, whole: number): number {
  let quotient = 0;
  let rest = part;
  for (let i = 0; i < 15; i++) {
    quotient <<= 1;
    rest <<= 1;
    if (rest < whole) continue;
    rest -= whole;
    quotient++;
  }
  return quotient;
}
