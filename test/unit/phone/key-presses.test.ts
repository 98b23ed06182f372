import { expect, test } from 'vitest';
import { parseKeyPresses } from '../../../src/phone/key-presses.ts';

test('digits and waits are read in order', () => {
  expect(parseKeyPresses('1w#Wd')).toEqual([
    { digit: '1' },
    { waitMs: 500 },
    { digit: '#' },
    { waitMs: 1000 },
    { digit: 'D' },
  ]);
  expect(parseKeyPresses('')).toEqual([]);
});

test('anything else is refused as a whole', () => {
  expect(parseKeyPresses('12 34')).toBeUndefined();
  expect(parseKeyPresses('1E')).toBeUndefined();
});
