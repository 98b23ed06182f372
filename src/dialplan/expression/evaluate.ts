import { elementaryFunction } from './elementary.ts';
import { type Frame, type Parsed, parse } from './parse.ts';
import { type Chunk, type HoleUse, tokenize } from './token.ts';
import { textOf, type Value } from './value.ts';

/** What an expression needs from the call it runs on. */
export interface ExpressionContext {
  /** Whether a dialplan function of this name can be called. */
  hasFunction(name: string): boolean;
  /** Reads a dialplan function. */
  readFunction(name: string, args: string): string | Promise<string>;
  warn(message: string): void;
  error(message: string): void;
}

/** A compiled expression: give it the texts of its holes. Asynchronous only if a function it calls is. */
export type Expression = (holes: readonly string[], context: ExpressionContext) => string | Promise<string>;

const CACHE_LIMIT = 512;
const parsedTexts = new Map<string, Parsed>();

/**
 * The value of an expression, the text between `$[` and `]` after substitution. Faults are warned of and give the value
 * that Asterisk gives.
 */
export function evaluateExpression(text: string, context: ExpressionContext): string | Promise<string> {
  const parsed = parseText(text);
  if (parsed.fault) complain(parsed.fault, text, context);
  return run(parsed, [], context);
}

/** Whether the text of an expression without holes is well formed: the fault and where it is, or undefined. */
export function expressionFault(text: string): { readonly message: string; readonly at: number } | undefined {
  return parseText(text).fault;
}

/**
 * Compiles an expression that mentions texts of the call. Asterisk substitutes first and parses then, so that a value can
 * change the expression's shape. Here it is parsed once, and again only when a value is more than one plain word (or, in
 * quotes, holds a quote).
 * @param chunks the literal texts and, as 0, 1, 2 …, the holes in order.
 */
export function compileExpression(chunks: readonly Chunk[]): Expression {
  const tokens = tokenize(chunks);
  const parsed = tokens && parse(tokens.tokens);
  if (!tokens || !parsed || parsed.fault) return (holes, context) => evaluateExpression(fill(chunks, holes), context);
  const { holes: uses } = tokens;
  const needsText = chunks.length === 1 && typeof chunks[0] === 'number';
  return (holes, context) => {
    if (!keepsShape(holes, uses)) return evaluateExpression(fill(chunks, holes), context);
    if (needsText) return holes[0] ?? '';
    return run(parsed, holes, context);
  };
}

function keepsShape(holes: readonly string[], uses: readonly HoleUse[]): boolean {
  for (let i = 0; i < uses.length; i++) {
    const text = holes[i] ?? '';
    if (uses[i] === 'quoted' ? text.includes('"') : !isWord(text)) return false;
  }
  return true;
}

const PLAIN = new Uint8Array(128);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._') PLAIN[char.charCodeAt(0)] = 1;

/** Letters, digits, points and underscores: such a text is one operand, or a part of one, whatever stands around it. */
function isWord(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (PLAIN[text.charCodeAt(at)] !== 1) return false;
  return text.length > 0;
}

function fill(chunks: readonly Chunk[], holes: readonly string[]): string {
  let text = '';
  for (const chunk of chunks) text += typeof chunk === 'number' ? (holes[chunk] ?? '') : chunk;
  return text;
}

function parseText(text: string): Parsed {
  const known = parsedTexts.get(text);
  if (known) return known;
  const tokens = tokenize([text]);
  const parsed = parse(tokens?.tokens ?? []);
  if (parsedTexts.size >= CACHE_LIMIT) parsedTexts.clear();
  if (text.length < 512) parsedTexts.set(text, parsed);
  return parsed;
}

class RunFrame implements Frame {
  readonly holes: readonly string[];
  readonly results: Value[] = [];
  readonly #context: ExpressionContext;

  constructor(holes: readonly string[], context: ExpressionContext) {
    this.holes = holes;
    this.#context = context;
  }

  warn(message: string): void {
    this.#context.warn(message);
  }
}

function run(parsed: Parsed, holes: readonly string[], context: ExpressionContext): string | Promise<string> {
  const frame = new RunFrame(holes, context);
  if (parsed.calls.length > 0) return callFrom(parsed, 0, frame, context);
  return textOf(parsed.value(frame));
}

/** Runs the function calls from the one at `index` on, then the expression. */
function callFrom(
  parsed: Parsed,
  index: number,
  frame: RunFrame,
  context: ExpressionContext,
): string | Promise<string> {
  for (let i = index; i < parsed.calls.length; i++) {
    const call = parsed.calls[i];
    if (!call) break;
    const result = readInside(call.name(frame), call.args(frame), context);
    if (typeof result === 'object' && 'then' in result) {
      return result.then((text) => {
        frame.results[i] = text;
        return callFrom(parsed, i + 1, frame, context);
      });
    }
    frame.results[i] = result;
  }
  return textOf(parsed.value(frame));
}

function readInside(name: string, args: string, context: ExpressionContext): Value | Promise<string> {
  if (!/^[A-Z0-9_]+$/.test(name)) {
    context.error(`Error! '${name}' is not possibly a function name!`);
    return 0;
  }
  const computed = elementaryFunction(name, args);
  if (computed === 'wrong') {
    context.warn(`Wrong args to ${name}() function`);
    return 0;
  }
  if (computed !== undefined) return computed;
  if (!context.hasFunction(name)) {
    context.warn(`Hey! could not find func ${name}.`);
    context.error(`Error! '${name}' doesn't appear to be an available function!`);
    return 0;
  }
  return context.readFunction(name, args);
}

/** Warns of a syntax error with the text and a caret, in the form that log watchers know. */
function complain(
  fault: { readonly message: string; readonly at: number },
  text: string,
  context: ExpressionContext,
): void {
  context.warn(`ast_yyerror():  syntax error: ${fault.message}; Input:\n${text}\n${' '.repeat(fault.at)}^`);
}
