/** A piece of an expression's text: what was written, or the number of a hole that text of the call will fill. */
export type Chunk = string | number;

/** What the parser sees. An operator's `kind` is its own text, as error messages print it. */
export interface Token {
  readonly kind: string;
  /** Where it begins, counted in characters of the literal text; of use only where there are no holes. */
  readonly at: number;
  /** The text of an operand; one literal chunk where it mentions no hole. */
  readonly chunks: readonly Chunk[];
}

/** The kind of every operand: a number, a word or a quoted string. */
export const OPERAND = '<token>';
/** The kind of the end. */
export const END = '$end';

/** How a hole is used; decides which texts may fill it without changing the shape of the expression. */
export type HoleUse = 'word' | 'quoted';

/** The tokens, and how every hole is used. */
export interface Tokens {
  readonly tokens: readonly Token[];
  readonly holes: readonly HoleUse[];
}

const WORD = /^[a-zA-Z0-9.';\\_^#@\x80-\u{10ffff}]$/u;
const OPERATORS = ['||', '&&', '==', '=~', '!=', '>=', '<=', '::', '~~', ...'|&=><+-*/%?:,()!'];
/** Two spellings of one operator; messages name the short one. */
const CANONICAL: Readonly<Record<string, string>> = { '||': '|', '&&': '&', '==': '=' };

/**
 * Splits an expression. Characters that begin nothing (braces, brackets, a lone quote or tilde) are skipped, as Asterisk
 * skips them. Returns undefined if a hole stands where its text could change the tokens around it.
 */
export function tokenize(chunks: readonly Chunk[]): Tokens | undefined {
  const holes: HoleUse[] = [];
  const tokens: Token[] = [];
  let word: Chunk[] | undefined;
  let wordAt = 0;
  let quoted: Chunk[] | undefined;
  let at = 0;
  const endWord = (): void => {
    if (word) tokens.push({ kind: OPERAND, at: wordAt, chunks: word });
    word = undefined;
  };
  for (const [index, chunk] of chunks.entries()) {
    if (typeof chunk === 'number') {
      holes[chunk] = quoted ? 'quoted' : 'word';
      if (quoted) quoted.push(chunk);
      else {
        if (!word) wordAt = at;
        word = word ?? [];
        word.push(chunk);
      }
      continue;
    }
    for (let i = 0; i < chunk.length; ) {
      const char = chunk.charAt(i);
      if (quoted) {
        const close = chunk.indexOf('"', i);
        const end = close < 0 ? chunk.length : close + 1;
        append(quoted, chunk.slice(i, end));
        at += end - i;
        i = end;
        if (close >= 0) {
          tokens.push({ kind: OPERAND, at: wordAt, chunks: quoted });
          quoted = undefined;
        }
        continue;
      }
      if (WORD.test(char) || (char === '$' && chunk.charAt(i + 1) !== '{')) {
        if (!word) wordAt = at;
        word = word ?? [];
        append(word, char);
        i++;
        at++;
        continue;
      }
      endWord();
      const operator = OPERATORS.find((candidate) => chunk.startsWith(candidate, i));
      if (operator) {
        tokens.push({ kind: CANONICAL[operator] ?? operator, at, chunks: [] });
        i += operator.length;
        at += operator.length;
        continue;
      }
      if (char === '"' && closes(chunks, index, i + 1)) {
        quoted = ['"'];
        wordAt = at;
      } else if (char === '"' && chunks.length > 1) return undefined;
      i++;
      at++;
    }
  }
  endWord();
  tokens.push({ kind: END, at, chunks: [] });
  return { tokens, holes };
}

function append(chunks: Chunk[], text: string): void {
  const last = chunks.at(-1);
  if (typeof last === 'string') chunks[chunks.length - 1] = last + text;
  else chunks.push(text);
}

/** Whether the literal text of any chunk from (`index`, `from`) on holds a closing quote. */
function closes(chunks: readonly Chunk[], index: number, from: number): boolean {
  for (let i = index; i < chunks.length; i++) {
    const chunk = chunks[i];
    if (typeof chunk === 'string' && chunk.indexOf('"', i === index ? from : 0) >= 0) return true;
  }
  return false;
}
