import { END, OPERAND, type Token } from './token.ts';
import {
  type BinaryOperator,
  binaryOperators,
  type Complaints,
  chooses,
  negate,
  not,
  textOf,
  type Value,
} from './value.ts';

/** What a compiled expression runs on. */
export interface Frame extends Complaints {
  /** The texts that fill the holes. */
  readonly holes: readonly string[];
  /** The results of the function calls, in the order of {@link Parsed.calls}. */
  readonly results: Value[];
}

/** A compiled part of an expression. */
export type Node = (frame: Frame) => Value;

/** `NAME(args)` inside an expression: run before all else, innermost first. */
export interface FunctionCall {
  readonly name: (frame: Frame) => string;
  readonly args: (frame: Frame) => string;
}

/** An expression that was parsed, as far as it could be. */
export interface Parsed {
  /** Gives the value; of a faulty expression, the value that Asterisk gives. */
  readonly value: Node;
  readonly calls: readonly FunctionCall[];
  /** Why it is faulty, and where: characters into the text. */
  readonly fault?: { readonly message: string; readonly at: number };
}

/** Which construct is open, innermost: decides what a message lists as expected. */
type Inside = 'top' | 'parens' | 'choice' | 'arguments';

const CHOICE_POWER = 2;
const UNARY_POWER = 8;
const BINARY_POWER: Readonly<Record<string, number>> = {
  '?': CHOICE_POWER,
  '|': 3,
  '&': 4,
  '=': 5,
  '!=': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
  ':': 9,
  '=~': 9,
  '~~': 9,
};
const DEPTH_LIMIT = 500;
const CALL_EXPECTED = ", expecting ',' or ')'";
const OPERANDS_EXPECTED = ", expecting '-' or '!' or '(' or '<token>'";

class Fault {
  readonly message: string;
  readonly at: number;
  /** What had been understood before the fault, if that was a whole expression. */
  readonly partial: Node | undefined;

  constructor(token: Token, expected: string, partial?: Node) {
    const shown = token.kind === END ? END : `'${token.kind === OPERAND ? '<token>' : token.kind}'`;
    this.message = `syntax error, unexpected ${shown}${expected}`;
    this.at = token.at;
    this.partial = partial;
  }
}

/** Parses the tokens of one expression; never throws. */
export function parse(tokens: readonly Token[]): Parsed {
  const parser = new Parser(tokens);
  try {
    return { value: parser.whole(), calls: parser.calls };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    const { message, at, partial } = fault;
    return { value: partial ?? (() => '0'), calls: partial ? parser.calls : [], fault: { message, at } };
  }
}

class Parser {
  readonly calls: FunctionCall[] = [];
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Node {
    const first = this.#peek();
    const nothing: Node = () => '';
    if (first.kind === END) return nothing;
    if (!startsOperand(first)) throw new Fault(first, `, expecting ${END}`, nothing);
    return this.#expression(0, 'top');
  }

  #peek(): Token {
    const token = this.#tokens[this.#next];
    if (!token) throw new RangeError('the list of tokens has no end');
    return token;
  }

  #take(): Token {
    const token = this.#peek();
    if (token.kind !== END) this.#next++;
    return token;
  }

  /** An expression whose operators bind tighter than `power`; at power 0, up to what closes `inside`. */
  #expression(power: number, inside: Inside): Node {
    if (++this.#depth > DEPTH_LIMIT) throw new Fault(this.#peek(), '');
    let left = this.#operand(inside);
    for (;;) {
      const token = this.#peek();
      const own = BINARY_POWER[token.kind];
      if (own === undefined) {
        if (power === 0) this.#expectClose(token, inside, left);
        break;
      }
      if (own <= power) break;
      this.#next++;
      left = own === CHOICE_POWER ? this.#choice(left, inside) : this.#binary(token.kind, own, left, inside);
    }
    this.#depth--;
    return left;
  }

  #expectClose(token: Token, inside: Inside, left: Node): void {
    if (inside === 'top' && token.kind !== END) throw new Fault(token, `, expecting ${END}`, left);
    if (inside === 'parens' && token.kind !== ')') throw new Fault(token, '');
    if (inside === 'choice' && token.kind !== '::') throw new Fault(token, '');
    if (inside === 'arguments' && token.kind !== ',' && token.kind !== ')') throw new Fault(token, CALL_EXPECTED);
  }

  #binary(kind: string, power: number, left: Node, inside: Inside): Node {
    const right = this.#expression(power, inside);
    const operator: BinaryOperator | undefined = binaryOperators[kind];
    if (!operator) throw new RangeError(`no operator ${kind}`);
    return (frame) => operator(left(frame), right(frame), frame);
  }

  #choice(condition: Node, inside: Inside): Node {
    const yes = this.#expression(0, 'choice');
    this.#take();
    const no = this.#expression(CHOICE_POWER, inside);
    return (frame) => {
      const chosen = chooses(condition(frame));
      const first = yes(frame);
      const second = no(frame);
      return chosen ? first : second;
    };
  }

  #operand(inside: Inside): Node {
    const token = this.#take();
    switch (token.kind) {
      case OPERAND:
        return this.#peek().kind === '(' ? this.#call(token) : leaf(token);
      case '-': {
        const of = this.#expression(UNARY_POWER, inside);
        return (frame) => negate(of(frame), frame);
      }
      case '!': {
        const of = this.#expression(UNARY_POWER, inside);
        return (frame) => not(of(frame));
      }
      case '(': {
        const inner = this.#expression(0, 'parens');
        this.#take();
        return inner;
      }
      default:
        throw new Fault(token, OPERANDS_EXPECTED);
    }
  }

  /** `NAME(a,b)`: the arguments are expressions whose texts are joined with commas. */
  #call(name: Token): Node {
    this.#take();
    const nameText = textNode(name);
    const parts: Array<Node | ','> = [this.#expression(0, 'arguments')];
    for (let token = this.#take(); token.kind !== ')'; token = this.#take()) {
      if (token.kind !== ',') throw new Fault(token, CALL_EXPECTED);
      parts.push(',');
      if (startsOperand(this.#peek())) parts.push(this.#expression(0, 'arguments'));
    }
    const args = (frame: Frame): string => {
      let text = '';
      for (const part of parts) text += part === ',' ? ',' : textOf(part(frame));
      return text;
    };
    const slot = this.calls.push({ name: nameText, args }) - 1;
    return (frame) => frame.results[slot] ?? 0;
  }
}

function startsOperand(token: Token): boolean {
  return token.kind === OPERAND || token.kind === '-' || token.kind === '!' || token.kind === '(';
}

function leaf(token: Token): Node {
  return textNode(token);
}

function textNode({ chunks }: Token): (frame: Frame) => string {
  const [first, second, third] = chunks;
  if (chunks.length === 1) {
    if (typeof first === 'number') return (frame) => frame.holes[first] ?? '';
    return () => first ?? '';
  }
  if (chunks.length === 3 && typeof first === 'string' && typeof second === 'number' && typeof third === 'string')
    return (frame) => first + (frame.holes[second] ?? '') + third;
  return (frame) => {
    let text = '';
    for (const chunk of chunks) text += typeof chunk === 'number' ? (frame.holes[chunk] ?? '') : chunk;
    return text;
  };
}
