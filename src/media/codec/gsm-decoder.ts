import {
  decodePulses,
  decodeRatios,
  interpolate,
  LTP_GAIN,
  multiplyRounded,
  SEGMENT_ENDS,
  saturate,
} from './gsm-arithmetic.ts';
import { GSM_FRAME_BYTES, GSM_FRAME_SAMPLES, GSM_PARAMETERS, readGsmFrame } from './gsm-frame.ts';
import type { Decoder } from './transcoder.ts';

const DEEMPHASIS = 28180;

/** GSM 06.10 full rate, bit-exact. @see ETSI EN 300 961 §5.3 */
export class GsmDecoder implements Decoder {
  readonly #parameters = new Uint8Array(GSM_PARAMETERS);
  /** 120 samples of the past, then the 40 of the subframe under way. */
  readonly #residual = new Int16Array(160);
  readonly #excitation = new Int16Array(40);
  readonly #ratios = [new Int16Array(8), new Int16Array(8)] as const;
  #current = 0;
  readonly #reflections = new Int16Array(8);
  readonly #whole = new Int16Array(GSM_FRAME_SAMPLES);
  readonly #lattice = new Int16Array(9);
  #lag = 40;
  #deemphasised = 0;

  decode(bytes: Uint8Array, offset: number, length: number, out: Int16Array): number {
    let count = 0;
    for (let at = 0; at + GSM_FRAME_BYTES <= length && count + GSM_FRAME_SAMPLES <= out.length; at += GSM_FRAME_BYTES) {
      readGsmFrame(bytes, offset + at, this.#parameters);
      this.decodeParameters(this.#parameters, out, count);
      count += GSM_FRAME_SAMPLES;
    }
    return count;
  }

  /** Decodes one frame into 160 samples of `out` from `at`. */
  decodeParameters(parameters: Uint8Array, out: Int16Array, at: number): void {
    for (let subframe = 0; subframe < 4; subframe++) this.#predict(parameters, 8 + 17 * subframe, subframe * 40);
    this.#current ^= 1;
    const now = this.#ratios[this.#current as 0 | 1];
    decodeRatios(parameters, now);
    let from = 0;
    for (let segment = 0; segment < 4; segment++) {
      const to = SEGMENT_ENDS[segment] as number;
      interpolate(segment, this.#ratios[(this.#current ^ 1) as 0 | 1], now, this.#reflections);
      this.#synthesise(from, to, out, at);
      from = to;
    }
  }

  /** Long-term synthesis of one subframe. @see §5.3.2 */
  #predict(parameters: Uint8Array, p: number, at: number): void {
    const residual = this.#residual;
    const excitation = this.#excitation;
    decodePulses(parameters, p, excitation);
    const lag = parameters[p] as number;
    if (lag >= 40 && lag <= 120) this.#lag = lag;
    const gain = LTP_GAIN[parameters[p + 1] as number] as number;
    for (let k = 0; k < 40; k++) {
      const value = saturate(
        (excitation[k] as number) + multiplyRounded(gain, residual[120 + k - this.#lag] as number),
      );
      residual[120 + k] = value;
      this.#whole[at + k] = value;
    }
    residual.copyWithin(0, 40);
  }

  /** Short-term synthesis and de-emphasis. @see §5.3.4 to §5.3.7 */
  #synthesise(from: number, to: number, out: Int16Array, at: number): void {
    const v = this.#lattice;
    const reflections = this.#reflections;
    let last = this.#deemphasised;
    for (let k = from; k < to; k++) {
      let sample = this.#whole[k] as number;
      for (let i = 7; i >= 0; i--) {
        const reflection = reflections[i] as number;
        const state = v[i] as number;
        sample = saturate(sample - multiplyRounded(reflection, state));
        v[i + 1] = saturate(state + multiplyRounded(reflection, sample));
      }
      v[0] = sample;
      last = saturate(sample + multiplyRounded(last, DEEMPHASIS));
      out[at + k] = saturate(last * 2) & ~7;
    }
    this.#deemphasised = last;
  }
}
