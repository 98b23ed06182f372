// The adaptive predictor and quantiser scales of one of G.722's two bands. @see ITU-T G.722 §3, §6.2

const SCALES = Int16Array.of(
  ...[2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834],
  ...[2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008],
);

/** Quantiser outputs of the lower band for 4 bits. */
export const LOW_4_BITS = Int16Array.of(
  ...[0, -20456, -12896, -8968, -6288, -4240, -2584, -1200],
  ...[20456, 12896, 8968, 6288, 4240, 2584, 1200, 0],
);
/** Quantiser outputs of the higher band. */
export const HIGH_2_BITS = Int16Array.of(-7408, -1616, 7408, 1616);
const LOW_STEPS = Int16Array.of(-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60);
const HIGH_STEPS = Int16Array.of(798, -214, 798, -214);

/** The filter that splits and joins the bands: one half of its 24 taps. @see ITU-T G.722 Table 4 */
export const QMF = Int16Array.of(3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11);

/** To the range of 16 bits. */
export function saturate(value: number): number {
  if (value > 32767) return 32767;
  if (value < -32768) return -32768;
  return value;
}

/** One band's state; the encoder and the decoder run it alike. */
export class G722Band {
  /** The quantiser's scale factor. */
  scale: number;
  /** What the next sample is predicted to be. */
  prediction = 0;
  readonly #high: boolean;
  #logScale = 0;
  /** Of the six zeros: coefficients and differences, index 1 to 6. */
  readonly #b = new Int32Array(7);
  readonly #d = new Int32Array(7);
  #a1 = 0;
  #a2 = 0;
  #r1 = 0;
  #p1 = 0;
  #p2 = 0;
  #zeros = 0;

  constructor(high: boolean) {
    this.#high = high;
    this.scale = high ? 8 : 32;
  }

  /** Moves on by one code of the quantiser (4 bits of the lower band, 2 of the higher). @returns the difference it stands for. */
  advance(code: number): number {
    const levels = this.#high ? HIGH_2_BITS : LOW_4_BITS;
    const difference = (this.scale * (levels[code] as number)) >> 15;
    this.#rescale(code);
    this.#adapt(difference);
    return difference;
  }

  #rescale(code: number): void {
    const step = ((this.#high ? HIGH_STEPS : LOW_STEPS)[code] as number) + ((this.#logScale * 127) >> 7);
    this.#logScale = Math.max(0, Math.min(this.#high ? 22_528 : 18_432, step));
    const shift = (this.#high ? 10 : 8) - (this.#logScale >> 11);
    const base = SCALES[(this.#logScale >> 6) & 31] as number;
    this.scale = (shift < 0 ? base << -shift : base >> shift) << 2;
  }

  #adapt(difference: number): void {
    const b = this.#b;
    const d = this.#d;
    const r0 = saturate(this.prediction + difference);
    const p0 = saturate(this.#zeros + difference);
    const sign = p0 >> 15;
    const sameAsLast = sign === this.#p1 >> 15;

    const four = saturate(this.#a1 * 4);
    const pushed = Math.min(32767, sameAsLast ? -four : four) >> 7;
    const second = pushed + (sign === this.#p2 >> 15 ? 128 : -128) + ((this.#a2 * 32_512) >> 15);
    const a2 = Math.max(-12_288, Math.min(12_288, second));
    const first = saturate((sameAsLast ? 192 : -192) + ((this.#a1 * 32_640) >> 15));
    const limit = saturate(15_360 - a2);
    const a1 = Math.max(-limit, Math.min(limit, first));

    const gain = difference === 0 ? 0 : 128;
    const differenceSign = difference >> 15;
    d[0] = difference;
    for (let i = 6; i >= 1; i--) {
      const push = (d[i] as number) >> 15 === differenceSign ? gain : -gain;
      b[i] = saturate(push + (((b[i] as number) * 32_640) >> 15));
      d[i] = d[i - 1] as number;
    }
    const r2 = this.#r1;
    this.#r1 = r0;
    this.#p2 = this.#p1;
    this.#p1 = p0;
    this.#a1 = a1;
    this.#a2 = a2;

    const poles = saturate(((a1 * saturate(r0 * 2)) >> 15) + ((a2 * saturate(r2 * 2)) >> 15));
    let zeros = 0;
    for (let i = 6; i >= 1; i--) zeros += ((b[i] as number) * saturate((d[i] as number) * 2)) >> 15;
    this.#zeros = saturate(zeros);
    this.prediction = saturate(poles + this.#zeros);
  }
}
