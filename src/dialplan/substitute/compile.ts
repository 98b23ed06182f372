import { byteLength, fromByteText, toByteText } from '../../extend/bytes.ts';
import { type SubstringRange, substring } from '../../extend/substring.ts';
import { compileExpression } from '../expression/evaluate.ts';
import type { Chunk } from '../expression/token.ts';
import type { SubstitutionContext } from './context.ts';
import { closerOf, type Part, parseText, type ReferencePart } from './parse.ts';
import { parseFunctionText, parseReference } from './reference.ts';

/** A text with `${…}` and `$[…]`, compiled once. */
export interface CompiledText {
  /** The text as it was written. */
  readonly source: string;
  /** The result, where it never changes. */
  readonly constant: string | undefined;
  /** The text on a call. A promise only if a function that it reads gave one. */
  readonly run: Step;
}

/** Gives a piece of text on a call. */
export type Step = (context: SubstitutionContext) => string | Promise<string>;

/**
 * The largest result, in bytes; what is longer is cut.
 * Deviation: Asterisk also cuts every single value at 4095 bytes, and the arguments of a function with it; here only the
 * whole counts.
 */
export const LARGEST_RESULT = 8191;

/** Compiles `text`; never fails: faults are complained of when it runs, as Asterisk does. */
export function compileText(text: string): CompiledText {
  const parts = parseText(text);
  if (parts.every((part) => part.kind === 'text')) return { source: text, constant: text, run: () => text };
  const step = compileParts(parts);
  return { source: text, constant: undefined, run: (context) => limit(step(context)) };
}

/** Substitutes once, for texts that are not known beforehand (EVAL and its like). */
export function substituteOnce(text: string, context: SubstitutionContext): string | Promise<string> {
  return text.includes('$') ? compileText(text).run(context) : text;
}

function limit(result: string | Promise<string>): string | Promise<string> {
  if (typeof result !== 'string') return result.then(cut);
  return result.length > LARGEST_RESULT / 3 ? cut(result) : result;
}

function cut(text: string): string {
  return byteLength(text) > LARGEST_RESULT ? fromByteText(toByteText(text).slice(0, LARGEST_RESULT)) : text;
}

function compileParts(parts: readonly Part[]): Step {
  const steps = parts.map(compilePart);
  const [first, second] = parts;
  const [one, two] = steps;
  if (!one) return () => '';
  if (!two) return one;
  if (steps.length === 2 && first?.kind === 'text') return prefixed(first.text, two);
  if (steps.length === 2 && second?.kind === 'text') return suffixed(one, second.text);
  return (context) => joinFrom(steps, 0, '', context);
}

function prefixed(prefix: string, step: Step): Step {
  return (context) => {
    const text = step(context);
    return typeof text === 'string' ? prefix + text : text.then((late) => prefix + late);
  };
}

function suffixed(step: Step, suffix: string): Step {
  return (context) => {
    const text = step(context);
    return typeof text === 'string' ? text + suffix : text.then((late) => late + suffix);
  };
}

function joinFrom(
  steps: readonly Step[],
  from: number,
  start: string,
  context: SubstitutionContext,
): string | Promise<string> {
  let text = start;
  for (let i = from; i < steps.length; i++) {
    const piece = steps[i]?.(context) ?? '';
    if (typeof piece !== 'string') return piece.then((late) => joinFrom(steps, i + 1, text + late, context));
    text += piece;
  }
  return text;
}

function compilePart(part: Part): Step {
  if (part.kind === 'text') {
    const { text } = part;
    return () => text;
  }
  const step = part.kind === 'variable' ? compileReference(part) : compileExpressionPart(part);
  if (!part.unclosed) return step;
  const complaint = `Error in extension logic (missing '${closerOf(part)}')`;
  return (context) => {
    context.warn(complaint);
    return step(context);
  };
}

/** What is done with the texts of the holes once they are all there. */
type Finish = (holes: readonly string[], context: SubstitutionContext) => string | Promise<string>;

function compileExpressionPart(part: ReferencePart): Step {
  const { chunks, steps } = separate(part.inner);
  const expression = compileExpression(chunks);
  if (steps.length === 0) return (context) => expression([], context);
  return (context) => gatherFrom(steps, 0, [], expression, context);
}

/** The literal texts with holes between, and the steps that fill the holes. */
function separate(parts: readonly Part[]): { readonly chunks: readonly Chunk[]; readonly steps: readonly Step[] } {
  const steps: Step[] = [];
  const chunks = parts.map((part) => (part.kind === 'text' ? part.text : steps.push(compilePart(part)) - 1));
  return { chunks, steps };
}

function gatherFrom(
  steps: readonly Step[],
  from: number,
  holes: string[],
  finish: Finish,
  context: SubstitutionContext,
): string | Promise<string> {
  for (let i = from; i < steps.length; i++) {
    const piece = steps[i]?.(context) ?? '';
    if (typeof piece !== 'string') {
      return piece.then((late) => {
        holes.push(late);
        return gatherFrom(steps, i + 1, holes, finish, context);
      });
    }
    holes.push(piece);
  }
  return finish(holes, context);
}

function compileReference(part: ReferencePart): Step {
  const [only] = part.inner;
  if (!only) return () => '';
  if (part.inner.length === 1 && only.kind === 'text') return lookUp(only.text);
  const { chunks, steps } = separate(part.inner);
  const finish = finishKnownFunction(chunks) ?? ((holes, context) => lookUp(fill(chunks, holes))(context));
  return (context) => gatherFrom(steps, 0, [], finish, context);
}

function fill(chunks: readonly Chunk[], holes: readonly string[]): string {
  let text = '';
  for (const chunk of chunks) text += typeof chunk === 'number' ? (holes[chunk] ?? '') : chunk;
  return text;
}

/**
 * `NAME(… ${X} …):1:2`, where the literal text alone shows the name, the closing parenthesis and the range: taken apart once,
 * unless a value holds a parenthesis.
 */
function finishKnownFunction(chunks: readonly Chunk[]): Finish | undefined {
  const [first] = chunks;
  if (typeof first !== 'string' || !first.includes('(') || typeof chunks.at(-1) !== 'string') return undefined;
  const { subject, range } = parseReference(chunks.map((chunk) => (typeof chunk === 'number' ? '\0' : chunk)).join(''));
  const { name, args, closed } = parseFunctionText(subject);
  const literals = args.split('\0');
  const holeCount = chunks.filter((chunk) => typeof chunk === 'number').length;
  if (!closed || literals.length !== holeCount + 1) return undefined;
  return (holes, context) => {
    let text = literals[0] ?? '';
    for (let i = 0; i < holeCount; i++) {
      const hole = holes[i] ?? '';
      if (hole.includes('(') || hole.includes(')')) return lookUp(fill(chunks, holes))(context);
      text += hole + (literals[i + 1] ?? '');
    }
    return ranged(context.readFunction(name, text), range);
  };
}

function lookUp(text: string): Step {
  const { subject, isFunction, range } = parseReference(text);
  if (!isFunction) {
    if (!range) return (context) => context.variable(subject) ?? '';
    return (context) => substring(context.variable(subject) ?? '', range);
  }
  const { name, args, closed } = parseFunctionText(subject);
  return (context) => {
    if (!closed) context.warn(`Can't find trailing parenthesis for function '${subject}'?`);
    return ranged(context.readFunction(name, args), range);
  };
}

function ranged(value: string | Promise<string>, range: SubstringRange | undefined): string | Promise<string> {
  if (!range) return value;
  return typeof value === 'string' ? substring(value, range) : value.then((late) => substring(late, range));
}
