/** The whole number that a word begins with; undefined where it begins with none. @see observed: Asterisk 16 reads `5x` and `5.5` as 5. */
export function leadingInteger(word: string): number | undefined {
  const number = Number.parseInt(word, 10);
  return Number.isSafeInteger(number) ? number : undefined;
}
