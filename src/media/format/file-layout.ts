import { codecs, type SampleRate } from '../codec/codec.ts';
import { GsmEncoder } from '../codec/gsm-encoder.ts';
import { GSM_FRAME_SAMPLES, GSM_PAIR_BYTES, GSM_PARAMETERS, writeGsmOfPair } from '../codec/gsm-frame.ts';
import type { Encoder } from '../codec/transcoder.ts';
import type { CodecName, FileFormat } from '../facade.ts';
import { gsmHeader, pcmHeader, type WavHeader } from './wav-header.ts';

/** How the bytes of a format lie: after a header, blocks of a fixed number of bytes for a fixed number of samples. */
export interface FileLayout {
  readonly rate: SampleRate;
  readonly header?: WavHeader;
  readonly blockBytes: number;
  readonly blockSamples: number;
  /** The wire codec whose payloads are the file's bytes, if there is one. */
  readonly codec?: CodecName;
  createEncoder(): Encoder;
}

/** The layout of each format that can be recorded. */
export const fileLayouts: { readonly [format in FileFormat]: FileLayout | undefined } = {
  wav: { rate: 8000, header: pcmHeader, blockBytes: 2, blockSamples: 1, createEncoder: () => littleEndian },
  sln: { rate: 8000, blockBytes: 2, blockSamples: 1, createEncoder: () => littleEndian },
  sln16: { rate: 16000, blockBytes: 2, blockSamples: 1, createEncoder: () => littleEndian },
  wav49: {
    rate: 8000,
    header: gsmHeader,
    blockBytes: GSM_PAIR_BYTES,
    blockSamples: 2 * GSM_FRAME_SAMPLES,
    createEncoder: gsmPairEncoder,
  },
  ulaw: payloads('ulaw', 1, 1),
  alaw: payloads('alaw', 1, 1),
  gsm: payloads('gsm', 33, GSM_FRAME_SAMPLES),
  g722: payloads('g722', 1, 2),
};

function payloads(name: CodecName, blockBytes: number, blockSamples: number): FileLayout | undefined {
  const codec = codecs[name];
  if (!codec) return undefined;
  return { rate: codec.rate, blockBytes, blockSamples, codec: name, createEncoder: () => codec.createEncoder() };
}

const littleEndian: Encoder = {
  encode(pcm, from, count, out, at) {
    for (let i = 0; i < count; i++) {
      const sample = pcm[from + i] as number;
      out[at + 2 * i] = sample;
      out[at + 2 * i + 1] = sample >> 8;
    }
    return count * 2;
  },
};

function gsmPairEncoder(): Encoder {
  const encoder = new GsmEncoder();
  const parameters = new Uint8Array(GSM_PARAMETERS);
  return {
    encode(pcm, from, count, out, at) {
      let bytes = 0;
      for (let done = 0; done + 2 * GSM_FRAME_SAMPLES <= count; done += 2 * GSM_FRAME_SAMPLES) {
        encoder.encodeParameters(pcm, from + done, parameters);
        writeGsmOfPair(parameters, false, out, at + bytes);
        encoder.encodeParameters(pcm, from + done + GSM_FRAME_SAMPLES, parameters);
        writeGsmOfPair(parameters, true, out, at + bytes);
        bytes += GSM_PAIR_BYTES;
      }
      return bytes;
    },
  };
}
