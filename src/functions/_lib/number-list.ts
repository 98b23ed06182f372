import type { EvaluationContext } from '../../channel/call.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { leadingNumber } from './c-number.ts';

/** One or both numbers of `number,number`, of which one may be empty; none, with a warning, where there is none or one is no number. */
export function readNumbers(context: EvaluationContext, text: string): number[] {
  const numbers: number[] = [];
  const parts = splitArguments(text, { limit: 2 }).filter((part) => part !== '');
  for (const part of parts.length === 0 ? [''] : parts) {
    const number = leadingNumber(part);
    if (number === undefined) {
      context.warn(`'${part}' is not a valid number`);
      return [];
    }
    numbers.push(number);
  }
  return numbers;
}
