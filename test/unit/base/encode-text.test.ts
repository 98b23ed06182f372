import { expect, test } from 'vitest';
import { encodeText } from '../../../src/base/encode-text.ts';

test('texts of any characters, wherever these stand, are encoded in full', () => {
  for (const character of ['a', 'ü', '€', '😀', '\ud800']) {
    for (let before = 0; before < 6; before++)
      for (let after = 0; after < 6; after++)
        for (const times of [1, 2, 3]) {
          const text = 'x'.repeat(before) + character.repeat(times) + 'y'.repeat(after);
          expect(encodeText(text)).toEqual(Buffer.from(text));
        }
  }
  expect(encodeText('')).toHaveLength(0);
});
