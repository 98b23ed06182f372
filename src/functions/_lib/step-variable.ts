import type { EvaluationContext } from '../../channel/call.ts';

/** Adds `step` to the number in a variable and gives the new one; empty, with a notice, where it holds none. */
export function stepVariable(context: EvaluationContext, functionName: string, name: string, step: number): string {
  if (name === '') {
    context.warn(`Syntax: ${functionName}(<data>) - missing argument!`);
    return '';
  }
  const value = context.get(name);
  if (value === undefined) {
    context.log.notice(`Failed to obtain variable ${name}, bailing out`);
    return '';
  }
  if (value === '') {
    context.log.notice(`Variable ${name} doesn't exist - are you sure you wrote it correctly?`);
    return '';
  }
  if (!/^[+-]?\d+$/.test(value)) {
    context.log.notice(`The content of \${${name}} is not a numeric value - bailing out!`);
    return '';
  }
  const result = String(Number(value) + step);
  context.set(name, result);
  return result;
}
