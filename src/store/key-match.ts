/**
 * A matcher for SQL's LIKE as SQLite does it: `%` any run, `_` any one character, the 26 letters without regard to case.
 * Linear in pattern times text at worst; never backtracks exponentially.
 */
export function likeMatcher(pattern: string): (text: string) => boolean {
  const wanted = [...lower(pattern)];
  return (text) => matches(wanted, [...lower(text)]);
}

/** True if `text` begins with `prefix`, ASCII letters' case aside. */
export function startsWithIgnoringCase(text: string, prefix: string): boolean {
  return lower(text.slice(0, prefix.length)) === lower(prefix);
}

/** Lower case of A to Z only, as SQLite does without ICU. */
function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function matches(pattern: readonly string[], text: readonly string[]): boolean {
  let p = 0;
  let t = 0;
  let lastPercent = -1;
  let resumeAt = 0;
  while (t < text.length) {
    if (pattern[p] === '%') {
      lastPercent = p++;
      resumeAt = t;
    } else if (pattern[p] === '_' || pattern[p] === text[t]) {
      p++;
      t++;
    } else if (lastPercent >= 0) {
      // Let the last % swallow one character more.
      p = lastPercent + 1;
      t = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[p] === '%') p++;
  return p === pattern.length;
}
