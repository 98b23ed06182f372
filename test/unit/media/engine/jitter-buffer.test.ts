import { expect, test } from 'vitest';
import { Frame } from '../../../../src/media/engine/frame.ts';
import { JitterBuffer } from '../../../../src/media/engine/jitter-buffer.ts';

const OPTIONS = { maxMs: 100, resyncMs: 1000, extraMs: 0 };

/** A frame of 20 ms whose every sample is its number. */
function frame(number: number, sequence = number): Frame {
  const made = new Frame();
  made.setSamples(8000, 20).fill(number);
  made.sequence = sequence;
  return made;
}

/** The numbers of the frames that are due in this turn. */
function turn(buffer: JitterBuffer): number[] {
  const given: number[] = [];
  buffer.turn((one) => given.push(one.pcm(8000)[0] as number));
  return given;
}

test('frames that come in bursts and in the wrong order leave evenly and in order', () => {
  const buffer = new JitterBuffer({ ...OPTIONS, kind: 'fixed' });
  for (const number of [1, 3, 2, 5, 4]) buffer.put(frame(number));
  expect([1, 2, 3].map(() => turn(buffer))).toEqual([[1], [2], [3]]);
  for (const number of [8, 6, 7]) buffer.put(frame(number));
  expect([1, 2, 3, 4, 5].map(() => turn(buffer))).toEqual([[4], [5], [6], [7], [8]]);
});

test('a fixed one waits until it is full, an adaptive one for little, and for more once it has run dry', () => {
  const fixed = new JitterBuffer({ ...OPTIONS, kind: 'fixed' });
  const adaptive = new JitterBuffer({ ...OPTIONS, kind: 'adaptive' });
  for (const buffer of [fixed, adaptive]) for (const number of [1, 2]) buffer.put(frame(number));
  expect(turn(fixed)).toEqual([]);
  expect([1, 2, 3].map(() => turn(adaptive))).toEqual([[1], [2], []]);
  for (const number of [3, 4]) adaptive.put(frame(number));
  expect(turn(adaptive)).toEqual([]);
  adaptive.put(frame(5));
  expect(turn(adaptive)).toEqual([3]);
});

test('what comes too late or is too much is lost, a jump begins anew, and numbers may wrap', () => {
  const buffer = new JitterBuffer({ ...OPTIONS, kind: 'fixed' });
  for (let number = 1; number <= 8; number++) buffer.put(frame(number));
  expect(turn(buffer)).toEqual([3]);
  buffer.put(frame(2));
  expect(turn(buffer)).toEqual([4]);
  for (let number = 5000; number < 5005; number++) buffer.put(frame(number));
  expect(turn(buffer)).toEqual([5000]);
  const wrapping = new JitterBuffer({ ...OPTIONS, kind: 'fixed' });
  for (const [index, sequence] of [65534, 0, 65535, 1, 2].entries()) wrapping.put(frame(index, sequence));
  expect([1, 2, 3, 4, 5].map(() => turn(wrapping))).toEqual([[0], [2], [1], [3], [4]]);
});
