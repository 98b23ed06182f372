/** How the arguments of an application or function are taken apart. */
export interface SplitOptions {
  /** The largest number of arguments; the last one then takes the rest as it stands, quotes and all. */
  readonly limit?: number;
  /** Keeps quotes and backslashes in the arguments (they still protect separators). */
  readonly raw?: boolean;
  /** The separator; a comma by default. */
  readonly separator?: string;
}

/**
 * Takes an argument text apart at its commas. A comma inside `(…)`, `[…]` or `"…"` separates nothing, nor does one behind
 * a backslash; quotes and backslashes are removed. Parentheses, brackets and quotes are counted each for themselves, so a
 * bracket inside quotes counts too. Empty text has no arguments; blanks are kept.
 */
export function splitArguments(text: string, options: SplitOptions = {}): string[] {
  if (text === '') return [];
  return splitWithOffsets(text, options).map((argument) => argument.text);
}

/** One argument and where it stands in the text it was taken from. */
export interface PlacedArgument {
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/** As {@link splitArguments}, with the place of every argument; empty text is one empty argument. */
export function splitWithOffsets(text: string, options: SplitOptions = {}): PlacedArgument[] {
  const { limit = Number.POSITIVE_INFINITY, raw = false, separator = ',' } = options;
  const found: PlacedArgument[] = [];
  let from = 0;
  let kept = '';
  let keptFrom = 0;
  let parens = 0;
  let brackets = 0;
  let quoted = false;
  let at = 0;
  const isLast = (): boolean => found.length + 1 >= limit;
  /** Drops the character at `at`, keeping what came before it. */
  const drop = (): void => {
    kept += text.slice(keptFrom, at);
    keptFrom = at + 1;
  };
  for (; at < text.length && !isLast(); at++) {
    const char = text.charAt(at);
    if (char === separator && parens === 0 && brackets === 0 && !quoted) {
      found.push({ text: kept + text.slice(keptFrom, at), at: from, end: at });
      from = at + 1;
      kept = '';
      keptFrom = from;
    } else if (char === '(') parens++;
    else if (char === ')') parens = Math.max(0, parens - 1);
    else if (char === '[') brackets++;
    else if (char === ']') brackets = Math.max(0, brackets - 1);
    else if (char === '"') {
      quoted = !quoted;
      if (!raw) drop();
    } else if (char === '\\') {
      if (!raw) drop();
      at++;
    }
  }
  found.push({ text: kept + text.slice(keptFrom), at: from, end: text.length });
  return found;
}

/** Where the `|` stand that separated arguments in Asterisk 1.4 and earlier: outside brackets, quotes and escapes. */
export function findBars(text: string): number[] {
  const bars: number[] = [];
  if (!text.includes('|')) return bars;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '"') quoted = !quoted;
    else if (char === '(' || char === '[' || char === '{') depth++;
    else if (char === ')' || char === ']' || char === '}') depth = Math.max(0, depth - 1);
    else if (char === '|' && depth === 0 && !quoted) bars.push(at);
  }
  return bars;
}

/** An argument text of Asterisk 1.4 and earlier with its separating bars as commas; commas separated then as well. */
export function modernizeSeparators(text: string): string {
  let result = text;
  for (const at of findBars(text)) result = `${result.slice(0, at)},${result.slice(at + 1)}`;
  return result;
}
