/** One piece of a text. `at` and `end` are offsets into the whole text, `$` and the closing bracket included. */
export type Part = TextPart | ReferencePart;

/** Literal text. */
export interface TextPart {
  readonly kind: 'text';
  readonly at: number;
  readonly text: string;
}

/** `${…}` or `$[…]`. */
export interface ReferencePart {
  readonly kind: 'variable' | 'expression';
  readonly at: number;
  readonly end: number;
  readonly inner: readonly Part[];
  /** The closing bracket is missing; everything to the end counts as inside. */
  readonly unclosed: boolean;
}

const CLOSERS = { variable: '}', expression: ']' } as const;

/** The bracket that closes a reference. */
export function closerOf(part: ReferencePart): '}' | ']' {
  return CLOSERS[part.kind];
}

/**
 * Splits a text into literals and references. Inside `${…}` only braces are counted, inside `$[…]` only brackets; quotes
 * and backslashes mean nothing here.
 */
export function parseText(text: string): readonly Part[] {
  return parseRange(text, 0, text.length);
}

function parseRange(text: string, from: number, to: number): Part[] {
  const parts: Part[] = [];
  let literal = from;
  let at = from;
  for (;;) {
    at = text.indexOf('$', at);
    if (at < 0 || at + 1 >= to) break;
    const open = text.charAt(at + 1);
    if (open !== '{' && open !== '[') {
      at++;
      continue;
    }
    if (at > literal) parts.push({ kind: 'text', at: literal, text: text.slice(literal, at) });
    const kind = open === '{' ? 'variable' : 'expression';
    const close = findClose(text, at + 2, to, open, CLOSERS[kind]);
    const innerEnd = close ?? to;
    const end = close === undefined ? to : close + 1;
    parts.push({ kind, at, end, inner: parseRange(text, at + 2, innerEnd), unclosed: close === undefined });
    at = end;
    literal = end;
  }
  if (literal < to) parts.push({ kind: 'text', at: literal, text: text.slice(literal, to) });
  return parts;
}

function findClose(text: string, from: number, to: number, open: string, close: string): number | undefined {
  let depth = 1;
  for (let at = from; at < to; at++) {
    const char = text.charAt(at);
    if (char === open) depth++;
    else if (char === close && --depth === 0) return at;
  }
  return undefined;
}
