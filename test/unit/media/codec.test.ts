import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { codecs } from '../../../src/media/codec/codec.ts';
import { alawToLinear, linearToAlaw, linearToUlaw, ulawToLinear } from '../../../src/media/codec/g711.ts';
import {
  GSM_PARAMETERS,
  readGsmFrame,
  readGsmOfPair,
  writeGsmFrame,
  writeGsmOfPair,
} from '../../../src/media/codec/gsm-frame.ts';
import { Resampler } from '../../../src/media/codec/resampler.ts';
import type { CodecName } from '../../../src/media/facade.ts';
import { purity, sine } from '../../support/audio.ts';

/** Sweeps, noise and silence, the same on every machine: only integers decide. */
function signal(rate: number): Int16Array {
  const samples = new Int16Array(rate * 2);
  let seed = 1;
  let level = 0;
  for (let i = 0; i < samples.length; i++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const period = 4 + ((i >> 9) % 60);
    const square = i % (2 * period) < period ? 9000 : -9000;
    level += ((seed >> 17) - 16_384 - level) >> 2;
    samples[i] = i % 8000 < 5000 ? Math.max(-32_768, Math.min(32_767, square + level)) : 0;
  }
  return samples;
}

function sha(data: Uint8Array | Int16Array): string {
  return createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex')
    .slice(0, 16);
}

function encodeAll(name: CodecName, pcm: Int16Array): Uint8Array {
  const { createEncoder, rate } = codecs[name];
  const encoder = createEncoder();
  const out = new Uint8Array(pcm.length * 2);
  let length = 0;
  for (let at = 0; at < pcm.length; at += rate / 50) length += encoder.encode(pcm, at, rate / 50, out, length);
  return out.slice(0, length);
}

function decodeAll(name: CodecName, bytes: Uint8Array, frameBytes: number): Int16Array {
  const { createDecoder, rate } = codecs[name];
  const decoder = createDecoder();
  const out = new Int16Array(((bytes.length / frameBytes) * rate) / 50);
  const frame = new Int16Array(rate / 50);
  for (let at = 0, to = 0; at < bytes.length; at += frameBytes, to += frame.length) {
    decoder.decode(bytes, at, frameBytes, frame);
    out.set(frame, to);
  }
  return out;
}

test('G.711 has the values of its tables', () => {
  expect([0x00, 0x80, 0xff, 0x7f].map((byte) => ulawToLinear[byte])).toEqual([-32_124, 32_124, 0, 0]);
  expect([0x2a, 0xaa, 0xd5, 0x55].map((byte) => alawToLinear[byte])).toEqual([-32_256, 32_256, 8, -8]);
  expect([linearToUlaw()[0], linearToAlaw()[0]]).toEqual([0xff, 0xd5]);
});

test('G.711 coding is the inverse of decoding', () => {
  for (let byte = 0; byte < 256; byte++) {
    if (byte !== 0x7f) expect(linearToUlaw()[(ulawToLinear[byte] ?? 0) & 0xffff]).toBe(byte);
    expect(linearToAlaw()[(alawToLinear[byte] ?? 0) & 0xffff]).toBe(byte);
  }
});

test('G.711 errs by no more than half a step', () => {
  for (let sample = -32_000; sample < 32_000; sample += 7) {
    const step = Math.max(16, Math.abs(sample) / 16);
    expect(Math.abs((ulawToLinear[linearToUlaw()[sample & 0xffff] ?? 0] ?? 0) - sample)).toBeLessThanOrEqual(step);
    expect(Math.abs((alawToLinear[linearToAlaw()[sample & 0xffff] ?? 0] ?? 0) - sample)).toBeLessThanOrEqual(step);
  }
});

// Compared bit by bit with libgsm (through sox) and with Asterisk's G.722, which wraps around on overload where we limit.
test('GSM 06.10 is bit-exact', () => {
  const bytes = encodeAll('gsm', signal(8000));
  expect(sha(bytes)).toBe('993879917af9c454');
  expect(sha(decodeAll('gsm', bytes, 33))).toBe('9329070c0c60ea67');
});

test('G.722 is bit-exact', () => {
  const bytes = encodeAll('g722', signal(16_000));
  expect(sha(bytes)).toBe('b3d802e142a4802f');
  expect(sha(decodeAll('g722', bytes, 160))).toBe('c8e079f67041d63d');
});

test.each(['gsm', 'g722'] as const)('%s survives any bytes', (name) => {
  const decoder = codecs[name].createDecoder();
  const bytes = new Uint8Array(330).map((_, i) => (i * 73 + 5) & 0xff);
  const out = new Int16Array(1920);
  for (let length = 0; length <= bytes.length; length += 7)
    expect(decoder.decode(bytes, 0, length, out)).toBeLessThanOrEqual(out.length);
});

test('GSM frames are the same in both packings', () => {
  const first = new Uint8Array(33).map((_, i) => (i * 37 + 11) & 0xff);
  first[0] = 0xd0 | ((first[0] ?? 0) & 0x0f);
  const second = first.map((byte, i) => (i === 0 ? byte : ~byte));
  const parameters = new Uint8Array(GSM_PARAMETERS);
  const pair = new Uint8Array(65);
  readGsmFrame(first, 0, parameters);
  writeGsmOfPair(parameters, false, pair, 0);
  readGsmFrame(second, 0, parameters);
  writeGsmOfPair(parameters, true, pair, 0);
  const back = new Uint8Array(33);
  readGsmOfPair(pair, 0, false, parameters);
  writeGsmFrame(parameters, back, 0);
  expect(back).toEqual(first);
  readGsmOfPair(pair, 0, true, parameters);
  writeGsmFrame(parameters, back, 0);
  expect(back).toEqual(second);
});

test.each([
  [8000, 16_000, 1000],
  [16_000, 8000, 1000],
  [44_100, 8000, 1000],
  [48_000, 16_000, 3000],
  [11_025, 8000, 700],
])('resampling %i Hz to %i Hz keeps a tone and adds nothing', (from, to, frequency) => {
  const input = sine(frequency, 1000, 10_000, from).samples;
  const resampler = new Resampler(from, to, from);
  const output = new Int16Array(to + 100);
  let count = 0;
  for (let at = 0; at + 441 <= input.length; at += 441)
    count += resampler.process(input, at, 441, output.subarray(count));
  expect(Math.abs(count - (Math.floor(input.length / 441) * 441 * to) / from)).toBeLessThan(2);
  expect(purity({ rate: to, samples: output.slice(0, count) }, [frequency], 100, 800)).toBeGreaterThan(0.9999);
});

test('resampling down removes what the lower rate cannot hold', () => {
  const input = sine(6000, 500, 10_000, 16_000).samples;
  const output = new Int16Array(4100);
  const count = new Resampler(16_000, 8000, input.length).process(input, 0, input.length, output);
  const rest = output.slice(400, count - 400);
  expect(Math.max(...rest.map(Math.abs))).toBeLessThan(30);
});

test('20 ms in are exactly 20 ms out', () => {
  const resampler = new Resampler(44_100, 8000, 882);
  const frame = new Int16Array(882);
  const out = new Int16Array(200);
  for (let i = 0; i < 50; i++) expect(resampler.process(frame, 0, 882, out)).toBe(160);
});
