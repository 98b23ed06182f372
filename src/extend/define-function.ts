import type { EvaluationContext } from '../channel/call.ts';
import { type ArgumentFault, type ArgumentSet, type ArgumentValues, parseArguments } from './argument.ts';
import { type Documentation, documentationOf } from './documentation.ts';

/** The names that the first argument of a function can have, when it is read and when it is written; in small letters. */
export interface ItemNames {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** How a dialplan function is written: one file, one function. */
export interface FunctionSpec<A extends ArgumentSet> extends Documentation {
  readonly arguments: A;
  /** What the first argument can be, where that is a closed list; anything else is told by the checker. */
  readonly items?: ItemNames;
  /** Can do harm: refused to programs from outside unless `live_dangerously` is set. */
  readonly dangerous?: 'read' | 'write' | 'both';
  /** The value of `${NAME(args)}`. Returns at once where nothing is waited for. */
  read?(context: EvaluationContext, values: ArgumentValues<A>, text: string): string | Promise<string>;
  /** What `Set(NAME(args)=value)` does. */
  write?(context: EvaluationContext, values: ArgumentValues<A>, value: string, text: string): void | Promise<void>;
}

/** A function as the registry keeps it. */
export interface FunctionDefinition extends Documentation {
  readonly arguments: ArgumentSet;
  readonly items: ItemNames | undefined;
  readonly dangerous: 'none' | 'read' | 'write' | 'both';
  readonly read: ((context: EvaluationContext, text: string) => string | Promise<string>) | undefined;
  readonly write: ((context: EvaluationContext, text: string, value: string) => void | Promise<void>) | undefined;
  /** What is wrong with a constant argument text; for the checker. */
  check(text: string): readonly ArgumentFault[];
}

/** Of so many argument texts of a function, up to that length, it is remembered what they say: most are the same each time. */
const REMEMBERED_TEXTS = 32;
const REMEMBERED_LENGTH = 64;

/** Defines a dialplan function. The file exports it as `dialplanFunction`. */
export function defineFunction<A extends ArgumentSet>(spec: FunctionSpec<A>): FunctionDefinition {
  const { read, write } = spec;
  const parsed = new Map<string, ArgumentValues<A>>();
  const parse = (context: EvaluationContext, text: string): ArgumentValues<A> | undefined => {
    const known = parsed.get(text);
    if (known) return known;
    const { values, faults } = parseArguments(spec.arguments, text);
    if (faults.length === 0 && text.length <= REMEMBERED_LENGTH) {
      if (parsed.size >= REMEMBERED_TEXTS) parsed.clear();
      parsed.set(text, values);
    }
    for (const fault of faults) context.warn(`${spec.name}() ${fault.message}`);
    return faults.some((fault) => fault.fatal) ? undefined : values;
  };
  return {
    ...documentationOf(spec),
    arguments: spec.arguments,
    items: spec.items,
    dangerous: spec.dangerous ?? 'none',
    read:
      read &&
      ((context, text) => {
        const values = parse(context, text);
        return values === undefined ? '' : read.call(spec, context, values, text);
      }),
    write:
      write &&
      ((context, text, value) => {
        const values = parse(context, text);
        if (values !== undefined) return write.call(spec, context, values, value, text);
      }),
    check: (text) => parseArguments(spec.arguments, text).faults,
  };
}
