import { compareBytes } from '../../extend/bytes.ts';
import { compilePosixRegex } from '../../extend/posix-regex.ts';
import type { LongDouble } from './extended.ts';
import * as extended from './extended.ts';

/** A value inside an expression: an operand as it was written (quotes included), or a number that was computed. */
export type Value = string | LongDouble | Joined;

/** A text that an operator made of digits and points: it counts as the number that it begins with. */
export interface Joined {
  readonly text: string;
  readonly number: LongDouble;
}

/** The value of a text that an operator made. */
export function computedText(text: string): Value {
  if (!/^[0-9.]+$/.test(text) || extended.parseLongDouble(text) !== undefined) return text;
  return { text, number: extended.leadingLongDouble(text) };
}

function isJoined(value: Value): value is Joined {
  return typeof value === 'object' && 'text' in value;
}

/** Where the complaints of operators go. */
export interface Complaints {
  warn(message: string): void;
}

/** An operator of two operands, already evaluated: both always are, there is no short cut. */
export type BinaryOperator = (a: Value, b: Value, complaints: Complaints) => Value;

const NOT_NUMERIC = 'non-numeric argument';
/** What a division by zero gives. */
const LARGEST_INT = 2147483647;

/** The text of a value; what was written stays as it was written (`1.50`, `007`). */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  return isJoined(value) ? value.text : extended.formatLongDouble(value);
}

function numberOf(value: Value): LongDouble | undefined {
  if (typeof value === 'string') return extended.parseLongDouble(value);
  return isJoined(value) ? value.number : value;
}

function isNothing(value: Value): boolean {
  if (value === '') return true;
  const number = numberOf(value);
  return number !== undefined && extended.isZero(number);
}

/** A value that was tested: a number loses the form in which it was written (`007` is 7). */
function tested(value: Value): Value {
  return numberOf(value) ?? value;
}

function unquote(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function order(a: Value, b: Value): number {
  const left = numberOf(a);
  const right = numberOf(b);
  if (left !== undefined && right !== undefined) return extended.compare(left, right);
  return compareBytes(textOf(a), textOf(b));
}

/** `+` and `-`: an operand that is no number counts as 0; a right one under `+` silently. */
function sum(combine: (a: LongDouble, b: LongDouble) => LongDouble, warnsOfRight: boolean): BinaryOperator {
  return (a, b, complaints) => {
    const left = numberOf(a);
    const right = numberOf(b);
    if (left !== undefined && right !== undefined) return combine(left, right);
    if (left === undefined || warnsOfRight) complaints.warn(NOT_NUMERIC);
    if (left === undefined) return right === undefined ? 0 : warnsOfRight ? combine(0, right) : right;
    return left;
  };
}

/** `*`, `/` and `%`: 0 if the left operand is no number, `badRight` if the right one is none, `byZero` if it is 0. */
function product(
  combine: (a: LongDouble, b: LongDouble) => LongDouble,
  badRight: number,
  byZero?: { readonly message: string; readonly result: number },
): BinaryOperator {
  return (a, b, complaints) => {
    const left = numberOf(a);
    const right = numberOf(b);
    if (left === undefined || right === undefined) {
      complaints.warn(NOT_NUMERIC);
      return left === undefined ? 0 : badRight;
    }
    if (byZero && extended.isZero(right)) {
      complaints.warn(byZero.message);
      return byZero.result;
    }
    return combine(left, right);
  };
}

/** `:` and `=~`: the text of the first group, else the length of the match, else 0. */
function match(anchored: boolean): BinaryOperator {
  return (a, b, complaints) => {
    const compiled = compilePosixRegex(unquote(textOf(b)));
    if ('error' in compiled) {
      complaints.warn(`regcomp() error : ${compiled.error}`);
      return '';
    }
    const { regex } = compiled;
    const found = regex.exec(unquote(textOf(a)));
    const counts = found && (!anchored || found.index === 0);
    if (regex.groupCount > 0) return computedText((counts ? found.groups[1] : undefined) ?? '');
    return counts ? found.length : 0;
  };
}

const truth = (test: (order: number) => boolean): BinaryOperator => {
  return (a, b) => (test(order(a, b)) ? 1 : 0);
};

/** The operators of two operands by their text. */
export const binaryOperators: Readonly<Record<string, BinaryOperator>> = {
  '|': (a, b) => (isNothing(a) ? b : tested(a)),
  '&': (a, b) => (isNothing(a) || isNothing(b) ? 0 : tested(a)),
  '=': truth((n) => n === 0),
  '!=': truth((n) => n !== 0),
  '<': truth((n) => n < 0),
  '>': truth((n) => n > 0),
  '<=': truth((n) => n <= 0),
  '>=': truth((n) => n >= 0),
  '+': sum(extended.add, false),
  '-': sum(extended.subtract, true),
  '*': product(extended.multiply, 0),
  '/': product(extended.divide, LARGEST_INT, { message: 'division by zero', result: LARGEST_INT }),
  '%': product(extended.remainder, 0, { message: 'div by zero', result: 0 }),
  ':': match(true),
  '=~': match(false),
  '~~': (a, b) => computedText(unquote(textOf(a)) + unquote(textOf(b))),
};

/** `-x` */
export function negate(a: Value, complaints: Complaints): Value {
  const number = numberOf(a);
  if (number !== undefined) return extended.negate(number);
  complaints.warn(NOT_NUMERIC);
  return 0;
}

/** `!x`: 1 for a computed 0, and for what is written unless it begins with an integer other than 0. */
export function not(a: Value): Value {
  if (typeof a !== 'string' && !isJoined(a)) return extended.isZero(a) ? 1 : 0;
  return Number.parseInt(textOf(a), 10) ? 0 : 1;
}

/** The test of `? ::`, to which the empty quoted text is false too. */
export function chooses(a: Value): boolean {
  return a !== '""' && !isNothing(a);
}
