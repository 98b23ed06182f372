import type { EvaluationContext } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { leadingNumber, toFixed, truncateToInt } from '../_lib/c-number.ts';

type Operator = (a: number, b: number) => number | boolean;

/** In the order in which they are looked for: an expression has one operator, the first of these that it holds. */
const OPERATORS: ReadonlyArray<readonly [string, Operator]> = [
  ['*', (a, b) => a * b],
  // Asterisk divides by nothing less than or equal to 0.
  ['/', (a, b) => (b > 0 ? a / b : 0)],
  ['%', (a, b) => (truncateToInt(b) === 0 ? 0 : (truncateToInt(a) % truncateToInt(b)) + 0)],
  ['^', (a, b) => a ** b],
  ['AND', (a, b) => truncateToInt(a) & truncateToInt(b)],
  ['XOR', (a, b) => truncateToInt(a) ^ truncateToInt(b)],
  ['OR', (a, b) => truncateToInt(a) | truncateToInt(b)],
  ['>=', (a, b) => a >= b],
  ['>>', (a, b) => truncateToInt(a) >> truncateToInt(b)],
  ['>', (a, b) => a > b],
  ['<=', (a, b) => a <= b],
  ['<<', (a, b) => truncateToInt(a) << truncateToInt(b)],
  ['<', (a, b) => a < b],
  ['==', (a, b) => a === b],
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
];

const FORMS: Readonly<Record<string, (value: number) => string>> = {
  float: (value) => toFixed(value, 6),
  int: (value) => String(truncateToInt(value)),
  hex: (value) => (truncateToInt(value) >>> 0).toString(16),
  char: (value) => String.fromCharCode(truncateToInt(value) & 255).replace('\0', ''),
};
const SHORT: Readonly<Record<string, string>> = { f: 'float', i: 'int', h: 'hex', c: 'char' };

/** Computes. */
export const dialplanFunction = defineFunction({
  name: 'MATH',
  module: 'func_math',
  synopsis: 'Computes with two numbers',
  description: [
    'The operators are + - * / % ^ << >> AND OR XOR and < > <= >= ==; a comparison gives TRUE or FALSE.',
    'The form of the result is float (the default, six digits behind the point), int, hex or char.',
  ],
  arguments: { arguments: rest('number operator number[,form]') },
  examples: ['same => n,Set(i=${MATH(123%16,int)})'],
  read(context, { arguments: text }) {
    const [expression = '', form = 'float'] = splitArguments(text, { limit: 2 });
    if (expression === '') {
      context.warn('Syntax: MATH(<number1><op><number 2>[,<type_of_result>]) - missing argument!');
      return '';
    }
    const write = FORMS[SHORT[form.toLowerCase()] ?? form.toLowerCase()];
    if (!write) {
      context.warn(`Unknown type of result requested '${form}'.`);
      return '';
    }
    const result = compute(context, expression);
    if (typeof result === 'boolean') return result ? 'TRUE' : 'FALSE';
    return result === undefined ? '' : write(result);
  },
});

function compute(context: EvaluationContext, expression: string): number | boolean | undefined {
  for (const [sign, operate] of OPERATORS) {
    // A minus at the very beginning belongs to the first number.
    const at = expression.indexOf(sign, sign === '-' ? 1 : 0);
    if (at < 0) continue;
    const left = numberIn(context, expression.slice(0, at));
    const right = left === undefined ? undefined : numberIn(context, expression.slice(at + sign.length));
    return left === undefined || right === undefined ? undefined : operate(left, right);
  }
  context.warn('Supply all the parameters - just this once, please');
  return undefined;
}

function numberIn(context: EvaluationContext, text: string): number | undefined {
  const number = leadingNumber(text);
  if (number === undefined) context.warn(`'${text === '-' ? '' : text.trim()}' is not a valid number`);
  return number;
}
