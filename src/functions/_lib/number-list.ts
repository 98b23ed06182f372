import type { EvaluationContext } from '../../channel/call.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { leadingNumber } from './c-number.ts';

/** The numbers of a list parted by commas; none, with a warning, where one of them is no number. */
export function readNumbers(context: EvaluationContext, text: string): number[] {
  const numbers: number[] = [];
  for (const part of splitArguments(text)) {
    const number = leadingNumber(part);
    if (number === undefined) {
      context.warn(`'${part}' is not a valid number`);
      return [];
    }
    numbers.push(number);
  }
  return numbers;
}
