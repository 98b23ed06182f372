import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DueQueue } from '../../../../src/integrations/spool/due-queue.ts';

describe('the queue of call files', () => {
  test('gives names in order of time, then of name, and none before its time', () => {
    const queue = new DueQueue();
    queue.put('late', 3000);
    queue.put('b', 1000);
    queue.put('a', 1000);
    expect(queue.nextMs).toBe(1000);
    expect(queue.take(999)).toBeUndefined();
    expect([queue.take(1000), queue.take(1000), queue.take(1000)]).toEqual(['a', 'b', undefined]);
    expect(queue.size).toBe(1);
  });

  test('a name stands in it once, at its latest time', () => {
    const queue = new DueQueue();
    queue.put('a', 1000);
    queue.put('a', 5000);
    queue.put('b', 2000);
    queue.delete('b');
    expect(queue.take(4000)).toBeUndefined();
    expect(queue.nextMs).toBe(5000);
    expect(queue.take(5000)).toBe('a');
    expect(queue.has('a')).toBe(false);
  });

  test('agrees with a sorted list, whatever is done to it', () => {
    const step = fc.record({ name: fc.constantFrom(...'abcdefgh'), due: fc.nat(50), drop: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const queue = new DueQueue();
        const model = new Map<string, number>();
        for (const { name, due, drop } of steps) {
          if (drop) queue.delete(name);
          else queue.put(name, due);
          if (drop) model.delete(name);
          else model.set(name, due);
        }
        const expected = [...model].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
        expect(expected.map(() => queue.take(100))).toEqual(expected);
        expect(queue.size).toBe(0);
      }),
    );
  });
});
