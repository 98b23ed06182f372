import { G722Band, QMF, saturate } from './g722-band.ts';
import type { Decoder, Encoder } from './transcoder.ts';

const LOW_6_BITS = Int16Array.of(
  ...[-136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576],
  ...[-7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040],
  ...[-728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456],
  ...[4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136],
);
const LOW_DECISIONS = Int16Array.of(
  ...[0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023],
  ...[1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919],
);
const LOW_LEVELS = 30;
const HIGH_DECISION = 564;
const DECODED_LIMIT = 16_384;
const HISTORY = 22;
/** Bytes handled between two moves of the history. */
const BLOCK = 160;

/**
 * G.722 at 64 kbit/s: a byte makes two samples at 16000 Hz. Bit-exact.
 * Deviation: overload is limited, as the Recommendation says; Asterisk's decoder wraps around and crackles.
 * @see ITU-T G.722
 */
export class G722Decoder implements Decoder {
  readonly #low = new G722Band(false);
  readonly #high = new G722Band(true);
  /** 22 samples of the past, then a block. */
  readonly #history = new Int32Array(HISTORY + 2 * BLOCK);

  decode(bytes: Uint8Array, offset: number, length: number, out: Int16Array): number {
    const count = Math.min(length, out.length >> 1);
    for (let done = 0; done < count; done += BLOCK)
      this.#decodeBlock(bytes, offset + done, Math.min(BLOCK, count - done), out, 2 * done);
    return count * 2;
  }

  #decodeBlock(bytes: Uint8Array, offset: number, count: number, out: Int16Array, at: number): void {
    const x = this.#history;
    for (let i = 0; i < count; i++) {
      const code = bytes[offset + i] as number;
      const low = this.#low;
      const fine = (low.scale * (LOW_6_BITS[code & 63] as number)) >> 15;
      const lowSample = clip(low.prediction + fine);
      low.advance((code & 63) >> 2);
      const predicted = this.#high.prediction;
      const highSample = clip(predicted + this.#high.advance(code >> 6));
      const now = 2 * i;
      x[now + 22] = lowSample + highSample;
      x[now + 23] = lowSample - highSample;
      let even = 0;
      let odd = 0;
      for (let tap = 0; tap < 12; tap++) {
        even += (x[now + 2 * tap] as number) * (QMF[tap] as number);
        odd += (x[now + 2 * tap + 1] as number) * (QMF[11 - tap] as number);
      }
      out[at + now] = saturate(odd >> 11);
      out[at + now + 1] = saturate(even >> 11);
    }
    x.copyWithin(0, 2 * count, 2 * count + HISTORY);
  }
}

/** G.722 at 64 kbit/s: two samples at 16000 Hz make a byte. Bit-exact. @see ITU-T G.722 */
export class G722Encoder implements Encoder {
  readonly #low = new G722Band(false);
  readonly #high = new G722Band(true);
  /** 22 samples of the past, then a block. */
  readonly #history = new Int32Array(HISTORY + 2 * BLOCK);

  encode(pcm: Int16Array, from: number, count: number, out: Uint8Array, at: number): number {
    const bytes = count >> 1;
    for (let done = 0; done < bytes; done += BLOCK)
      this.#encodeBlock(pcm, from + 2 * done, Math.min(BLOCK, bytes - done), out, at + done);
    return bytes;
  }

  #encodeBlock(pcm: Int16Array, from: number, bytes: number, out: Uint8Array, at: number): void {
    const x = this.#history;
    for (let i = 0; i < 2 * bytes; i++) x[HISTORY + i] = pcm[from + i] as number;
    for (let i = 0; i < bytes; i++) {
      const now = 2 * i;
      let odd = 0;
      let even = 0;
      for (let tap = 0; tap < 12; tap++) {
        odd += (x[now + 2 * tap] as number) * (QMF[tap] as number);
        even += (x[now + 2 * tap + 1] as number) * (QMF[11 - tap] as number);
      }
      const lowCode = this.#quantiseLow((even + odd) >> 14);
      const highCode = this.#quantiseHigh((even - odd) >> 14);
      out[at + i] = (highCode << 6) | lowCode;
    }
    x.copyWithin(0, 2 * bytes, 2 * bytes + HISTORY);
  }

  #quantiseLow(sample: number): number {
    const band = this.#low;
    const error = saturate(sample - band.prediction);
    const magnitude = error >= 0 ? error : -(error + 1);
    let level = 1;
    while (level < LOW_LEVELS && magnitude >= ((LOW_DECISIONS[level] as number) * band.scale) >> 12) level++;
    let code: number;
    if (error >= 0) code = 62 - level;
    else code = level <= 2 ? 64 - level : 34 - level;
    band.advance(code >> 2);
    return code;
  }

  #quantiseHigh(sample: number): number {
    const band = this.#high;
    const error = saturate(sample - band.prediction);
    const magnitude = error >= 0 ? error : -(error + 1);
    const large = magnitude >= (HIGH_DECISION * band.scale) >> 12;
    const code = error < 0 ? (large ? 0 : 1) : large ? 2 : 3;
    band.advance(code);
    return code;
  }
}

function clip(sample: number): number {
  return Math.max(-DECODED_LIMIT, Math.min(DECODED_LIMIT - 1, sample));
}
