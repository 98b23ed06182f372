import { expect, test } from 'vitest';
import { atOnce, inSlices, type Slices } from '../../../src/base/slices.ts';

function* count(to: number, done: number[]): Slices<number> {
  for (let n = 1; n <= to; n++) {
    done.push(n);
    yield;
  }
  return to;
}

test('work is done to its end, at once or in slices', async () => {
  const done: number[] = [];
  expect(atOnce(count(3, done))).toBe(3);
  expect(await inSlices(count(2, done), 0)).toBe(2);
  expect(done).toEqual([1, 2, 3, 1, 2]);
});

test('between slices everything else that is due runs', async () => {
  const done: number[] = [];
  const seen: number[] = [];
  const work = inSlices(count(4, done), 0);
  setImmediate(() => seen.push(done.length));
  await work;
  expect(seen[0]).toBeLessThan(4);
});

test('what the work throws comes out', async () => {
  const faulty = (function* (): Slices<void> {
    yield;
    throw new Error('broken');
  })();
  await expect(inSlices(faulty)).rejects.toThrow('broken');
});
