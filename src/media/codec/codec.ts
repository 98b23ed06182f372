import type { CodecName } from '../facade.ts';
import { ALAW_SILENCE, alawToLinear, linearToAlaw, linearToUlaw, ULAW_SILENCE, ulawToLinear } from './g711.ts';
import { G722Decoder, G722Encoder } from './g722.ts';
import { GsmDecoder } from './gsm-decoder.ts';
import { GsmEncoder } from './gsm-encoder.ts';
import { GSM_FRAME_BYTES, GSM_FRAME_SAMPLES } from './gsm-frame.ts';
import type { Decoder, Encoder } from './transcoder.ts';

/** The rates at which audio is handled inside the engine. */
export type SampleRate = 8000 | 16000;

/** The longest frame the engine takes: 120 ms. Longer payloads are cut. */
export const MAX_FRAME_MS = 120;
/** Samples in the longest frame at the highest rate. */
export const MAX_FRAME_SAMPLES = (MAX_FRAME_MS * 16000) / 1000;

/** What the engine knows about a wire codec. All have an RTP clock of 8000 Hz (G.722 too: RFC 3551 §4.5.2). */
export interface Codec {
  readonly name: CodecName;
  readonly rate: SampleRate;
  /** The smallest number of samples that can be encoded. */
  readonly frameSamples: number;
  /** Length in milliseconds of a payload of so many bytes; 0 when it is too short to hold a frame. */
  durationMs(bytes: number): number;
  createDecoder(): Decoder;
  createEncoder(): Encoder;
}

function table(name: CodecName, decode: Int16Array, encoding: () => Uint8Array): Codec {
  const decoder: Decoder = {
    decode(bytes, offset, length, out) {
      const count = Math.min(length, out.length);
      for (let i = 0; i < count; i++) out[i] = decode[bytes[offset + i] as number] as number;
      return count;
    },
  };
  // The big table costs memory and, when it is filled, the start: only a codec that is spoken has one.
  const encoder: Encoder = {
    encode(pcm, from, count, out, at) {
      const encode = encoding();
      for (let i = 0; i < count; i++) out[at + i] = encode[(pcm[from + i] as number) & 0xffff] as number;
      return count;
    },
  };
  return {
    name,
    rate: 8000,
    frameSamples: 1,
    durationMs: (bytes) => bytes >> 3,
    createDecoder: () => decoder,
    createEncoder: () => encoder,
  };
}

const linearDecoder: Decoder = {
  decode(bytes, offset, length, out) {
    const count = Math.min(length >> 1, out.length);
    for (let i = 0, at = offset; i < count; i++, at += 2)
      out[i] = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
    return count;
  },
};

const linearEncoder: Encoder = {
  encode(pcm, from, count, out, at) {
    for (let i = 0; i < count; i++) {
      const sample = pcm[from + i] as number;
      out[at + 2 * i] = sample >> 8;
      out[at + 2 * i + 1] = sample;
    }
    return count * 2;
  },
};

/** What can be sent and received; `slin` is linear in network byte order (RFC 3551 §4.5.11). */
export const codecs: { readonly [name in CodecName]: Codec } = {
  ulaw: table('ulaw', ulawToLinear, linearToUlaw),
  alaw: table('alaw', alawToLinear, linearToAlaw),
  gsm: {
    name: 'gsm',
    rate: 8000,
    frameSamples: GSM_FRAME_SAMPLES,
    durationMs: (bytes) => Math.floor(bytes / GSM_FRAME_BYTES) * 20,
    createDecoder: () => new GsmDecoder(),
    createEncoder: () => new GsmEncoder(),
  },
  g722: {
    name: 'g722',
    rate: 16000,
    frameSamples: 2,
    durationMs: (bytes) => bytes >> 3,
    createDecoder: () => new G722Decoder(),
    createEncoder: () => new G722Encoder(),
  },
  slin: {
    name: 'slin',
    rate: 8000,
    frameSamples: 1,
    durationMs: (bytes) => bytes >> 4,
    createDecoder: () => linearDecoder,
    createEncoder: () => linearEncoder,
  },
};

/** The byte that is silence in a codec of one byte a sample. */
export const silenceByte: { readonly [name in CodecName]?: number } = { ulaw: ULAW_SILENCE, alaw: ALAW_SILENCE };
