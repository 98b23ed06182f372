/** The most words of a command; the rest is left out. */
const MOST_WORDS = 128;

/**
 * The words of a line: separated by blanks, `"…"` keeps them together, a backslash keeps the character after it. A quote that is not
 * closed lasts to the end of the line.
 */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let at = 0; at < line.length && words.length < MOST_WORDS; at++) {
    const character = line.charAt(at);
    if (character === '\\' && at + 1 < line.length) {
      word = (word ?? '') + line.charAt(++at);
    } else if (character === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && (character === ' ' || character === '\t')) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== undefined && words.length < MOST_WORDS) words.push(word);
  return words;
}
