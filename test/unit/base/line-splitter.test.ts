import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from '../../../src/base/line-splitter.ts';

const pieces = (bytes: Buffer, cuts: readonly number[]): Buffer[] => {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
};
const linesOf = (chunks: readonly Buffer[], longest = 20): Array<string | undefined> => {
  const splitter = new LineSplitter(longest);
  return chunks.flatMap((chunk) => splitter.push(chunk));
};

test('lines end with LF or CR LF; what has no end yet waits for it', () => {
  expect(linesOf([Buffer.from('a\r\n\nb'), Buffer.from('c\r'), Buffer.from('\nd')])).toEqual(['a', '', 'bc']);
});

test('a letter that comes in two pieces is whole, and bytes that are no UTF-8 are taken for Latin 1', () => {
  const bytes = Buffer.from('Grüße\n');
  expect(linesOf([bytes.subarray(0, 3), bytes.subarray(3)])).toEqual(['Grüße']);
  expect(linesOf([Buffer.from('Grüße\n', 'latin1')])).toEqual(['Grüße']);
});

test('a line that is too long is passed over to its end, and the next one is read', () => {
  const long = Buffer.from(`${'x'.repeat(1000)}\nnext\n`);
  expect(linesOf(pieces(long, [1, 30, 500, 990]))).toEqual([undefined, 'next']);
  expect(linesOf([Buffer.from(`${'x'.repeat(20)}\r\n${'x'.repeat(21)}\n`)])).toEqual(['x'.repeat(20), undefined]);
});

test('where the pieces begin and end makes no difference', () => {
  const byte = fc.oneof(fc.constantFrom(10, 13, 0, 65), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 200 }), fc.array(fc.nat(), { maxLength: 8 }), (values, cuts) => {
      const bytes = Buffer.from(values);
      expect(linesOf(pieces(bytes, cuts))).toEqual(linesOf([bytes]));
    }),
    { seed: 5, numRuns: 300 },
  );
});
