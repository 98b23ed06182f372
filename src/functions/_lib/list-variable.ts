import type { EvaluationContext } from '../../channel/call.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { delimiterOf } from './encoded-char.ts';

/** A variable that holds a list, and what separates its items. */
export interface ListVariable {
  readonly name: string;
  readonly delimiter: string;
}

/** Reads `variable[,delimiter]`; the delimiter is a comma where none is given. */
export function readListVariable(text: string): ListVariable {
  const [name = '', delimiter] = splitArguments(text);
  return { name, delimiter: delimiterOf(delimiter, ',') };
}

/** Takes the first or the last item off a list and gives it; empty where the list is. */
export function takeItem(context: EvaluationContext, text: string, from: 'front' | 'back'): string {
  const { name, delimiter } = readListVariable(text);
  const value = context.get(name) ?? '';
  const at = from === 'front' ? value.indexOf(delimiter) : value.lastIndexOf(delimiter);
  if (value !== '') {
    const left = from === 'front' ? value.slice(at + delimiter.length) : value.slice(0, at);
    context.set(name, at < 0 ? '' : left);
  }
  if (at < 0) return value;
  return from === 'front' ? value.slice(0, at) : value.slice(at + delimiter.length);
}

/** Adds an item at one end of a list. */
export function addItem(
  context: EvaluationContext,
  functionName: string,
  text: string,
  item: string,
  to: 'front' | 'back',
): void {
  const { name, delimiter } = readListVariable(text);
  if (name === '') {
    context.warn(`${functionName} requires a variable name`);
    return;
  }
  const value = context.get(name) ?? '';
  if (value === '') context.set(name, item);
  else context.set(name, to === 'back' ? value + delimiter + item : item + delimiter + value);
}
