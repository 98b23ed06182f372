// The 16-bit arithmetic of GSM 06.10 and the steps that its encoder and decoder share. @see ETSI EN 300 961 §5

/** To the range of 16 bits. */
export function saturate(value: number): number {
  if (value > 32767) return 32767;
  if (value < -32768) return -32768;
  return value;
}

/** Product of two fractions of 15 bits, cut. */
export function multiply(a: number, b: number): number {
  return saturate((a * b) >> 15);
}

/** Product of two fractions of 15 bits, rounded. */
export function multiplyRounded(a: number, b: number): number {
  return saturate((a * b + 16384) >> 15);
}

/** Left shifts that bring a 32-bit number up to its full width. */
export function normalisation(value: number): number {
  if (value === 0) return 0;
  return Math.clz32(value < 0 ? ~value : value) - 1;
}

/** Gains of the long-term predictor. @see Table 5.3b */
export const LTP_GAIN = Int16Array.of(3277, 11469, 21299, 32767);
const FACTORS = Int16Array.of(18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767);
/** Lowest code of each log area ratio. @see Table 5.1 */
export const LAR_MIN = Int16Array.of(-32, -32, -16, -16, -8, -8, -4, -4);
/** Offsets of the log area ratios. @see Table 5.1 */
export const LAR_OFFSET = Int16Array.of(0, 0, 2048, -2560, 94, -1792, -341, -1144);
const LAR_INVERSE = Int16Array.of(13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708);

/** Exponent and mantissa of a block maximum, as `exponent * 8 + mantissa` (the exponent from -4 on). @see §5.2.15 */
export function scaleOf(blockMaximum: number): number {
  let exponent = blockMaximum > 15 ? (blockMaximum >> 3) - 1 : 0;
  let mantissa = blockMaximum - (exponent << 3);
  if (mantissa === 0) return -4 * 8 + 7;
  while (mantissa <= 7) {
    mantissa = (mantissa << 1) | 1;
    exponent--;
  }
  return exponent * 8 + mantissa - 8;
}

/** Decodes 13 pulses and sets them on their grid among 40 samples. @see §5.2.16, §5.2.17 */
export function decodePulses(parameters: Uint8Array, at: number, excitation: Int16Array): void {
  const scale = scaleOf(parameters[at + 3] as number);
  const exponent = scale >> 3;
  const factor = FACTORS[scale & 7] as number;
  const shift = 6 - exponent;
  const rounding = 1 << (shift - 1);
  excitation.fill(0);
  let position = parameters[at + 2] as number;
  for (let i = 0; i < 13; i++, position += 3) {
    const pulse = ((parameters[at + 4 + i] as number) * 2 - 7) << 12;
    excitation[position] = saturate(multiplyRounded(factor, pulse) + rounding) >> shift;
  }
}

/** Decodes the log area ratios of a frame. @see §5.2.8 */
export function decodeRatios(parameters: Uint8Array, ratios: Int16Array): void {
  for (let i = 0; i < 8; i++) {
    const code = saturate((parameters[i] as number) + (LAR_MIN[i] as number)) << 10;
    const value = multiplyRounded(LAR_INVERSE[i] as number, saturate(code - (LAR_OFFSET[i] as number) * 2));
    ratios[i] = saturate(value * 2);
  }
}

/** Where each interpolation of the ratios ends. */
export const SEGMENT_ENDS = [13, 27, 40, 160] as const;

/** The reflection coefficients of one of the four segments of a frame. @see §5.2.9 */
export function interpolate(segment: number, before: Int16Array, now: Int16Array, reflections: Int16Array): void {
  for (let i = 0; i < 8; i++) {
    const a = before[i] as number;
    const b = now[i] as number;
    let ratio = b;
    if (segment === 0) ratio = saturate(saturate((a >> 2) + (b >> 2)) + (a >> 1));
    else if (segment === 1) ratio = saturate((a >> 1) + (b >> 1));
    else if (segment === 2) ratio = saturate(saturate((a >> 2) + (b >> 2)) + (b >> 1));
    const magnitude = ratio === -32768 ? 32767 : Math.abs(ratio);
    let reflection: number;
    if (magnitude < 11059) reflection = magnitude << 1;
    else if (magnitude < 20070) reflection = magnitude + 11059;
    else reflection = saturate((magnitude >> 2) + 26112);
    reflections[i] = ratio < 0 ? -reflection : reflection;
  }
}
