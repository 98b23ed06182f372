import { expect, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';

test('a virtual clock fires timers in order of due time, then of making', async () => {
  const clock = new VirtualClock(0);
  const seen: string[] = [];
  clock.after(20, () => seen.push(`b@${clock.now()}`));
  clock.after(10, () => seen.push(`a@${clock.now()}`));
  clock.after(20, () => seen.push(`c@${clock.now()}`));
  await clock.advance(19);
  expect(seen).toEqual(['a@10']);
  await clock.advance(1);
  expect(seen).toEqual(['a@10', 'b@20', 'c@20']);
});

test('sleeping in a loop behaves as in real time', async () => {
  const clock = new VirtualClock(0);
  const seen: number[] = [];
  const loop = (async () => {
    for (let i = 0; i < 5; i++) {
      await clock.sleep(1000);
      seen.push(clock.now());
    }
  })();
  await clock.advance(5000);
  await loop;
  expect(seen).toEqual([1000, 2000, 3000, 4000, 5000]);
});

test('an aborted sleep rejects with the signal’s reason and leaves no timer', async () => {
  const clock = new VirtualClock(0);
  const controller = new AbortController();
  const sleeping = clock.sleep(1000, controller.signal);
  const reason = new Error('hung up');
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  expect(clock.pending).toBe(0);
});
