// What coding 20 ms costs.
import { codecs, MAX_FRAME_SAMPLES } from '../../src/media/codec/codec.ts';
import { Resampler } from '../../src/media/codec/resampler.ts';

const FRAMES = 5000;
const pcm = new Int16Array(320 * 50);
for (let i = 0; i < pcm.length; i++) pcm[i] = 8000 * Math.sin(i / 7) + 4000 * Math.sin(i / 31);
const out = new Int16Array(MAX_FRAME_SAMPLES);
const bytes = new Uint8Array(2048);

function time(what: string, run: (i: number) => void): void {
  for (let i = 0; i < 1000; i++) run(i);
  const started = performance.now();
  for (let i = 0; i < FRAMES; i++) run(i);
  process.stdout.write(`${what}: ${(((performance.now() - started) * 1000) / FRAMES).toFixed(2)} us a frame\n`);
}

for (const codec of Object.values(codecs)) {
  const encoder = codec.createEncoder();
  const decoder = codec.createDecoder();
  const samples = codec.rate / 50;
  let length = 0;
  time(`${codec.name} encode`, (i) => {
    length = encoder.encode(pcm, (i % 40) * samples, samples, bytes, 0);
  });
  time(`${codec.name} decode`, () => decoder.decode(bytes, 0, length, out));
}
for (const [from, to] of [
  [16000, 8000],
  [8000, 16000],
  [44100, 16000],
  [48000, 8000],
] as const) {
  const resampler = new Resampler(from, to, from / 50);
  time(`resample ${from} to ${to}`, () => resampler.process(pcm, 0, from / 50, out));
}
