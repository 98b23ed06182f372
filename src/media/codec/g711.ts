// G.711 by tables: one look-up a sample either way.

/** µ-law byte to linear sample. @see ITU-T G.711 */
export const ulawToLinear = new Int16Array(256);
/** A-law byte to linear sample. @see ITU-T G.711 */
export const alawToLinear = new Int16Array(256);

/** What µ-law silence is on the wire. */
export const ULAW_SILENCE = 0xff;
/** What A-law silence is on the wire. */
export const ALAW_SILENCE = 0xd5;

const ULAW_BIAS = 132;
const ULAW_CLIP = 32635;

function ulawDecode(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + ULAW_BIAS) << ((bits >> 4) & 7)) - ULAW_BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
}

function ulawEncode(sample: number): number {
  const magnitude = Math.min(Math.abs(sample), ULAW_CLIP) + ULAW_BIAS;
  const exponent = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

function alawDecode(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  let magnitude = ((bits & 0x0f) << 4) + 8;
  if (exponent > 0) magnitude = (magnitude + 256) << (exponent - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

function alawEncode(sample: number): number {
  const magnitude = (sample < 0 ? ~sample : sample) >> 4;
  const exponent = magnitude < 32 ? magnitude >> 4 : 28 - Math.clz32(magnitude);
  const mantissa = exponent < 2 ? magnitude & 0x0f : (magnitude >> (exponent - 1)) & 0x0f;
  return ((sample < 0 ? 0 : 0x80) | (exponent << 4) | mantissa) ^ 0x55;
}

for (let byte = 0; byte < 256; byte++) {
  ulawToLinear[byte] = ulawDecode(byte);
  alawToLinear[byte] = alawDecode(byte);
}

let ulawTable: Uint8Array | undefined;
let alawTable: Uint8Array | undefined;

/** Linear sample, as its unsigned 16 bits, to µ-law byte; made when first asked for. @see ITU-T G.711 */
export function linearToUlaw(): Uint8Array {
  ulawTable ??= tabulate(ulawEncode);
  return ulawTable;
}

/** Linear sample, as its unsigned 16 bits, to A-law byte; made when first asked for. @see ITU-T G.711 */
export function linearToAlaw(): Uint8Array {
  alawTable ??= tabulate(alawEncode);
  return alawTable;
}

function tabulate(encode: (sample: number) => number): Uint8Array {
  const table = new Uint8Array(65536);
  for (let sample = -32768; sample < 32768; sample++) table[sample & 0xffff] = encode(sample);
  return table;
}
