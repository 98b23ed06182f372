import type { EvaluationContext } from '../../channel/call.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { formatPlain, leadingNumber } from './c-number.ts';

/** One or both numbers of `number,number`, of which one may be empty; none, with a warning, where there is none or one is no number. */
function readNumbers(context: EvaluationContext, text: string): number[] {
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

/** One of the numbers of `number,number`, as it is written; the first where one of them is none (`nan`). Empty, with a warning, where a number is wrong. */
export function chooseNumber(
  context: EvaluationContext,
  text: string,
  choose: (first: number, second: number) => number,
): string {
  const [first, second = first] = readNumbers(context, text);
  if (first === undefined || second === undefined) return '';
  return formatPlain(Number.isNaN(first) || Number.isNaN(second) ? first : choose(first, second));
}
