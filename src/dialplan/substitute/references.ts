import { expressionFault } from '../expression/evaluate.ts';
import { closerOf, type Part, parseText } from './parse.ts';
import { parseFunctionText, parseReference } from './reference.ts';

/** Something that a text mentions; `at` and `end` are offsets into the text that was given. */
export interface Mention {
  readonly at: number;
  readonly end: number;
}

/** `${NAME}` with a name that is written out. */
export interface VariableMention extends Mention {
  readonly name: string;
}

/** `${NAME(args)}` with a name that is written out; the span is that of the name. */
export interface FunctionMention extends Mention {
  readonly name: string;
  /** The arguments as written, with references in them still unsubstituted. */
  readonly args: string;
  readonly argsAt: number;
}

/** A fault that can be seen without a call. */
export interface TextFault extends Mention {
  readonly kind: 'missing-brace' | 'missing-bracket' | 'missing-parenthesis' | 'expression';
  /** What the parser of expressions says; empty for the other kinds. */
  readonly detail: string;
}

/** All that a text mentions, for the checker. */
export interface References {
  readonly variables: readonly VariableMention[];
  readonly functions: readonly FunctionMention[];
  readonly faults: readonly TextFault[];
}

/** Lists the variables and functions that `text` mentions and the faults that show without a call. */
export function compileReferences(text: string): References {
  const found = { variables: [] as VariableMention[], functions: [] as FunctionMention[], faults: [] as TextFault[] };
  visit(parseText(text), text, found);
  return found;
}

interface Found {
  readonly variables: VariableMention[];
  readonly functions: FunctionMention[];
  readonly faults: TextFault[];
}

function visit(parts: readonly Part[], text: string, found: Found): void {
  for (const part of parts) {
    if (part.kind === 'text') continue;
    if (part.unclosed) {
      const kind = closerOf(part) === '}' ? 'missing-brace' : 'missing-bracket';
      found.faults.push({ kind, at: part.at, end: part.end, detail: '' });
    }
    visit(part.inner, text, found);
    const innerEnd = part.unclosed ? part.end : part.end - 1;
    const inner = text.slice(part.at + 2, innerEnd);
    if (part.kind === 'variable') visitReference(part.inner, part.at + 2, inner, found);
    else if (part.inner.every((piece) => piece.kind === 'text')) {
      const fault = expressionFault(inner);
      if (fault) {
        const at = part.at + 2 + Math.min(fault.at, inner.length);
        found.faults.push({ kind: 'expression', at, end: at + 1, detail: fault.message });
      }
    }
  }
}

function visitReference(parts: readonly Part[], at: number, inner: string, found: Found): void {
  const [first] = parts;
  if (first?.kind !== 'text') return;
  // References inside stand for text without parentheses or colons.
  const shape = parts.map((part) => (part.kind === 'text' ? part.text : '\0'.repeat(part.end - part.at))).join('');
  const { subject, isFunction } = parseReference(shape);
  if (!isFunction) {
    if (!subject.includes('\0') && subject !== '')
      found.variables.push({ name: subject, at, end: at + subject.length });
    return;
  }
  const { name, args, closed } = parseFunctionText(subject);
  if (name.includes('\0')) return;
  if (!closed) found.faults.push({ kind: 'missing-parenthesis', at, end: at + name.length + 1, detail: '' });
  const argsAt = at + name.length + 1;
  const start = name.length + 1;
  found.functions.push({ name, at, end: at + name.length, args: inner.slice(start, start + args.length), argsAt });
}
