import { parseSubstring, type SubstringRange } from '../../extend/substring.ts';

/** The text inside `${…}`, taken apart: a variable or a function, and the part of its value that is wanted. */
export interface Reference {
  /** The variable, or for a function the text with its parentheses. */
  readonly subject: string;
  readonly isFunction: boolean;
  readonly range: SubstringRange | undefined;
}

/** Takes `NAME:1:2` or `NAME(args):1:2` apart. A colon inside parentheses belongs to the arguments. */
export function parseReference(text: string): Reference {
  let depth = 0;
  let isFunction = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x28) {
      isFunction = true;
      depth++;
    } else if (char === 0x29) depth--;
    else if (char === 0x3a && depth === 0)
      return { subject: text.slice(0, at), isFunction, range: parseSubstring(text.slice(at + 1)) };
  }
  return { subject: text, isFunction, range: undefined };
}

/** The name and the arguments of `NAME(args)`; `closed` is false where the last parenthesis is missing. */
export interface FunctionText {
  readonly name: string;
  readonly args: string;
  readonly closed: boolean;
}

/** Takes `NAME(args)` apart: the arguments reach from the first `(` to the last `)`. */
export function parseFunctionText(text: string): FunctionText {
  const open = text.indexOf('(');
  if (open < 0) return { name: text, args: '', closed: true };
  const close = text.lastIndexOf(')');
  const closed = close > open;
  return { name: text.slice(0, open), args: text.slice(open + 1, closed ? close : text.length), closed };
}
