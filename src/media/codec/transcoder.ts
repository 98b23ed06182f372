/** Payload bytes to samples. One instance a stream, since some codecs carry state; no call allocates. */
export interface Decoder {
  /** Decodes `length` bytes from `offset` into the start of `out`; returns the number of samples, at most `out.length`. */
  decode(bytes: Uint8Array, offset: number, length: number, out: Int16Array): number;
}

/** Samples to payload bytes. One instance a stream; no call allocates. */
export interface Encoder {
  /** Encodes `count` samples (a multiple of the codec's `frameSamples`) into `out` from `at`; returns the number of bytes. */
  encode(pcm: Int16Array, from: number, count: number, out: Uint8Array, at: number): number;
}
