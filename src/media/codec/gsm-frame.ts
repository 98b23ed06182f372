// GSM 06.10 full rate: the parameters of a frame and their two packings.

/** Bytes of a frame on the wire and in `.gsm` files: the signature 0xD and 260 bits. @see RFC 3551 §4.5.8.1 */
export const GSM_FRAME_BYTES = 33;
/** Samples of a frame: 20 ms. */
export const GSM_FRAME_SAMPLES = 160;
/** Bytes of two frames as WAV files of format 49 hold them. */
export const GSM_PAIR_BYTES = 65;
/** Parameters of a frame: 8 log area ratios, then 4 times lag, gain, grid, block maximum and 13 pulses. */
export const GSM_PARAMETERS = 76;

const SIGNATURE = 0xd;
const SUBFRAME_BITS = [7, 2, 2, 6, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3];
/** Bits of each parameter, in order. @see ETSI EN 300 961 §1.7 */
const BITS = Uint8Array.from([
  6,
  6,
  5,
  5,
  4,
  4,
  3,
  3,
  ...SUBFRAME_BITS,
  ...SUBFRAME_BITS,
  ...SUBFRAME_BITS,
  ...SUBFRAME_BITS,
]);

/** Reads the parameters of a frame on the wire (most significant bit first). The signature is not looked at. */
export function readGsmFrame(bytes: Uint8Array, offset: number, parameters: Uint8Array): void {
  let at = offset;
  let held = (bytes[at++] as number) & 0x0f;
  let count = 4;
  for (let i = 0; i < GSM_PARAMETERS; i++) {
    const bits = BITS[i] as number;
    if (count < bits) {
      held = ((held << 8) | (bytes[at++] as number)) & 0xffff;
      count += 8;
    }
    count -= bits;
    parameters[i] = (held >> count) & ((1 << bits) - 1);
  }
}

/** Writes the parameters as a frame on the wire. */
export function writeGsmFrame(parameters: Uint8Array, bytes: Uint8Array, offset: number): void {
  let at = offset;
  let held = SIGNATURE;
  let count = 4;
  for (let i = 0; i < GSM_PARAMETERS; i++) {
    const bits = BITS[i] as number;
    held = ((held << bits) | (parameters[i] as number)) & 0xffff;
    count += bits;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = held >> count;
  }
}

/** Reads the first or second frame of a pair as WAV files hold it (least significant bit first, no signature). */
export function readGsmOfPair(bytes: Uint8Array, offset: number, second: boolean, parameters: Uint8Array): void {
  let bit = second ? 260 : 0;
  for (let i = 0; i < GSM_PARAMETERS; i++) {
    const bits = BITS[i] as number;
    const at = offset + (bit >> 3);
    const held = (bytes[at] as number) | ((bytes[at + 1] ?? 0) << 8);
    parameters[i] = (held >> (bit & 7)) & ((1 << bits) - 1);
    bit += bits;
  }
}

/** Writes the first or second frame of a pair; the first must be written before the second. */
export function writeGsmOfPair(parameters: Uint8Array, second: boolean, bytes: Uint8Array, offset: number): void {
  let bit = second ? 260 : 0;
  if (!second) bytes.fill(0, offset, offset + GSM_PAIR_BYTES);
  for (let i = 0; i < GSM_PARAMETERS; i++) {
    const at = offset + (bit >> 3);
    const value = (parameters[i] as number) << (bit & 7);
    bytes[at] = (bytes[at] as number) | value;
    if (value > 0xff) bytes[at + 1] = (bytes[at + 1] as number) | (value >> 8);
    bit += BITS[i] as number;
  }
}
