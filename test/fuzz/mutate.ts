import type { Random } from './random.ts';

/** No frame is longer: what has no bound itself gets none from here. */
const LONGEST_FRAME = 20_000;

/** Bytes that parsers tend to trip over. */
const NASTY: readonly Buffer[] = [
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  '\0',
  ':',
  ': ',
  '"',
  '\\',
  '%',
  '%0',
  '%00',
  '%u0041',
  '&',
  '=',
  ';',
  ',',
  '/',
  '//',
  '../',
  '?',
  '#',
  '<',
  '>',
  "'",
  '[',
  '((((((((((',
  ' ',
  '\t',
  '\u0085',
  '\u2028',
  '\ufeff',
  '-1',
  '4294967296',
  '99999999999999999999',
  'NaN',
  '__proto__',
  'constructor',
].map((text) => Buffer.from(text));

type Mutation = (frame: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const insert = (frame: Buffer, at: number, bytes: Buffer): Buffer =>
  Buffer.concat([frame.subarray(0, at), bytes, frame.subarray(at)]);

const MUTATIONS: readonly Mutation[] = [
  // one bit
  (frame, random) => {
    const copy = Buffer.from(frame);
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    return copy;
  },
  // one byte
  (frame, random) => {
    const copy = Buffer.from(frame);
    copy[random.below(copy.length)] = random.below(256);
    return copy;
  },
  // something nasty
  (frame, random) => insert(frame, random.below(frame.length + 1), random.pick(NASTY, Buffer.alloc(0))),
  // a piece left out
  (frame, random) => {
    const from = random.below(frame.length);
    return Buffer.concat([frame.subarray(0, from), frame.subarray(from + random.below(frame.length - from + 1))]);
  },
  // a piece twice, or many times
  (frame, random) => {
    const from = random.below(frame.length);
    const piece = frame.subarray(from, from + 1 + random.below(30));
    const times = random.below(20) === 0 ? 1 + random.below(500) : 1 + random.below(4);
    return insert(frame, from, Buffer.concat(new Array<Buffer>(times).fill(piece)));
  },
  // the beginning of one, the end of another
  (frame, random, others) => {
    const other = random.pick(others, frame);
    return Buffer.concat([
      frame.subarray(0, random.below(frame.length + 1)),
      other.subarray(random.below(other.length + 1)),
    ]);
  },
  // nothing that makes sense
  (_frame, random) => Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256))),
];

/** A frame made from the good ones: as it stands, or changed one to five times. */
export function mutated(random: Random, good: readonly Buffer[]): Buffer {
  let frame = random.pick(good, Buffer.alloc(0));
  for (let times = random.below(6); times > 0 && frame.length > 0; times--)
    frame = random
      .pick(MUTATIONS, (same: Buffer) => same)(frame, random, good)
      .subarray(0, LONGEST_FRAME);
  return frame;
}
