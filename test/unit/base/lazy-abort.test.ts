import { expect, test } from 'vitest';
import { followAbort, LazyAbort } from '../../../src/base/lazy-abort.ts';

test('tells followers, then the signal, once and with the first reason', () => {
  const abort = new LazyAbort();
  const told: string[] = [];
  abort.signal.addEventListener('abort', () => told.push('signal'));
  abort.follow(() => told.push('follower'));
  const unfollow = abort.follow(() => told.push('never'));
  unfollow();
  abort.throwIfAborted();
  abort.abort('first');
  abort.abort('second');
  expect(told).toEqual(['follower', 'signal']);
  expect([abort.aborted, abort.reason, abort.signal.aborted, abort.signal.reason]).toEqual([
    true,
    'first',
    true,
    'first',
  ]);
  expect(() => abort.throwIfAborted()).toThrow('first');
});

test('a signal that is asked for too late is aborted, and who follows too late is told at once', () => {
  const abort = new LazyAbort();
  abort.abort('over');
  let told = 0;
  abort.follow(() => told++)();
  expect([abort.signal.aborted, abort.signal.reason, told]).toEqual([true, 'over', 1]);
});

test.each(['source', 'signal'] as const)(
  'who follows either kind of abort is told once, unless he has left (%s)',
  (kind) => {
    const abort = new LazyAbort();
    const what = kind === 'signal' ? abort.signal : abort;
    const told: string[] = [];
    followAbort(what, () => told.push('stays'));
    followAbort(what, () => told.push('leaves'))();
    abort.abort('over');
    expect(told).toEqual(['stays']);
    followAbort(what, () => told.push('late'))();
    expect(told).toEqual(['stays', 'late']);
  },
);
