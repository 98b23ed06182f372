import { compileReferences } from '../substitute/references.ts';

/** A function with its argument. */
export interface WrittenFunction {
  readonly name: string;
  readonly args: string;
}

/** Functions of Asterisk 1.4 that are gone, and how they are written today, by name. */
const REWRITES: ReadonlyMap<string, (args: string) => WrittenFunction> = new Map([
  ['LANGUAGE', () => ({ name: 'CHANNEL', args: 'language' })],
  ['MUSICCLASS', () => ({ name: 'CHANNEL', args: 'musicclass' })],
  ['SIPCHANINFO', (args: string) => ({ name: 'CHANNEL', args })],
]);

/** The present-day form of a function that is gone; undefined if `name` is none of those. */
export function rewriteOldFunction(name: string, args: string): WrittenFunction | undefined {
  return REWRITES.get(name)?.(args);
}

/** A text with all functions that are gone in their present-day form. @param assigned it begins with what Set() sets. */
export function rewriteOldFunctions(text: string, assigned: boolean): string {
  let rewritten = text;
  // from the end, so that what comes before stays where it is
  for (const { at, name, args, argsAt } of compileReferences(text).functions.toReversed()) {
    const modern = rewriteOldFunction(name, args);
    if (modern)
      rewritten = `${rewritten.slice(0, at)}${modern.name}(${modern.args}${rewritten.slice(argsAt + args.length)}`;
  }
  if (!assigned) return rewritten;
  return rewritten.replace(/^(\s*)(\w+)\(([^()=]*)\)(?=\s*=)/, (whole, blank: string, name: string, args: string) => {
    const modern = rewriteOldFunction(name, args);
    return modern ? `${blank}${modern.name}(${modern.args})` : whole;
  });
}
