import { randomFillSync } from 'node:crypto';

/** Fetched at once: asking the system for four bytes costs as much as for four hundred. */
const NUMBERS_AT_ONCE = 256;

/** Random numbers of 0 to 2^32 - 1 that nobody can foretell. */
export function createRandomNumbers(): () => number {
  const numbers = new Uint32Array(NUMBERS_AT_ONCE);
  let used = NUMBERS_AT_ONCE;
  return () => {
    if (used === NUMBERS_AT_ONCE) {
      randomFillSync(numbers);
      used = 0;
    }
    return numbers[used++] as number;
  };
}
