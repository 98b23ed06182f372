import { expect, test } from 'vitest';
import { SlotMap } from '../../../src/base/slot-map.ts';

const named = (name: string): { readonly name: string } => ({ name });

test('does what a Map does, in the order of insertion, while entries come and go', () => {
  const slots = new SlotMap<string, { readonly name: string }>();
  const map = new Map<string, { readonly name: string }>();
  for (let n = 0; n < 2000; n++) {
    const value = named(`call ${n}`);
    for (const one of [slots, map]) one.set(`${n % 700}`, value);
    if (n % 3 === 0) expect(slots.delete(`${(n * 7) % 900}`)).toBe(map.delete(`${(n * 7) % 900}`));
  }
  expect(slots.size).toBe(map.size);
  expect([...slots.keys()]).toEqual([...map.keys()]);
  expect(slots.values()).toEqual([...map.values()]);
  for (let n = 0; n < 900; n++) {
    expect(slots.get(`${n}`)).toBe(map.get(`${n}`));
    expect(slots.has(`${n}`)).toBe(map.has(`${n}`));
  }
});

test('values are those of the moment, and a cleared map can be filled anew', () => {
  const slots = new SlotMap<number, { readonly name: string }>();
  slots.set(1, named('one')).set(2, named('two'));
  const then = slots.values();
  slots.delete(1);
  slots.set(3, named('three'));
  expect(then.map(({ name }) => name)).toEqual(['one', 'two']);
  expect(slots.values().map(({ name }) => name)).toEqual(['two', 'three']);
  slots.clear();
  expect([slots.size, slots.get(2), slots.values()]).toEqual([0, undefined, []]);
  slots.set(2, named('again'));
  expect(slots.get(2)?.name).toBe('again');
});
