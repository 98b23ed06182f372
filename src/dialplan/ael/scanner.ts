import { spanAt } from '../../base/diagnostic.ts';
import { ConfigText, type SourceLine } from '../../config/text.ts';
import type { SyntaxFault } from './syntax.ts';

/** The text cannot be read on. Caught by the parser, which tells it. */
export class AelSyntaxError extends Error {
  readonly fault: SyntaxFault;

  constructor(fault: SyntaxFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** A file that is being read, and how far. */
interface Place {
  readonly lines: readonly SourceLine[];
  line: number;
  column: number;
}

/** Reads the lines of a file; undefined where there is none. */
export type LineReader = (file: string) => readonly SourceLine[] | undefined;

/** Files include one another so deep. */
const DEPTH_LIMIT = 32;
/** A statement may have so many characters. */
const LONGEST_TEXT = 65_536;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Takes AEL apart into words, arguments and signs. Comments and `#include` lines are seen to on the way. */
export class Scanner {
  readonly #read: LineReader;
  readonly #places: Place[];

  constructor(lines: readonly SourceLine[], read: LineReader) {
    this.#read = read;
    this.#places = [{ lines, line: 0, column: 0 }];
  }

  /** True at the end of everything. */
  get atEnd(): boolean {
    this.#skip();
    return this.#places.length === 1 && this.#ended(this.#place);
  }

  /** The next character that means anything; empty at the end. */
  peek(): string {
    this.#skip();
    return this.#char;
  }

  /** True, and read, if `sign` is next. */
  take(sign: string): boolean {
    this.#skip();
    if (!this.#line?.text.startsWith(sign, this.#place.column)) return false;
    this.#place.column += sign.length;
    return true;
  }

  /** Reads `sign`. @throws AelSyntaxError if something else stands there. */
  expect(sign: string): void {
    if (!this.take(sign)) this.fail(`'${sign}' is expected here`);
  }

  /** Throws a fault at the place reached, or at `text`. */
  fail(message: string, text?: ConfigText): never {
    const line = this.#line ?? this.#place.lines.at(-1);
    const span = text?.span ?? spanAt(line?.file ?? '', line?.number ?? 1, this.#place.column + 1, 1);
    throw new AelSyntaxError({ message, span, sourceLine: text?.sourceLine ?? line?.text ?? '' });
  }

  /** A word: up to a blank or a sign of the language, with `${…}`, `$[…]` and sets of patterns whole. Empty where none stands. */
  word(): ConfigText {
    this.#skip();
    const place = this.#place;
    const { column } = place;
    const text = this.#line?.text ?? '';
    let at = column;
    while (at < text.length) {
      const char = text.charAt(at);
      if (char === '[' || (char === '$' && /[{[]/.test(text.charAt(at + 1)))) {
        const close = closingIn(text, char === '$' ? at + 1 : at);
        if (close < 0) break;
        at = close + 1;
      } else if (/[\s(){};=,|:@&]/.test(char)) break;
      else at++;
    }
    place.column = at;
    const line = this.#line;
    return line ? ConfigText.at(line, column + 1, text.slice(column, at)) : this.fail('the file ends here');
  }

  /** What stands between the `(` that is next and the `)` that belongs to it, blanks and all. */
  inBrackets(): ConfigText {
    this.expect('(');
    const text = this.rawUntil(')');
    this.#place.column++;
    return text;
  }

  /** True, and read, if this very word is next. */
  takeWord(wanted: string): boolean {
    if (this.peekWord() !== wanted) return false;
    this.#place.column += wanted.length;
    return true;
  }

  /** The word that is next. */
  peekWord(): string {
    this.#skip();
    return /^[\w-]+/.exec(this.#line?.text.slice(this.#place.column) ?? '')?.[0] ?? '';
  }

  /** Everything up to `end`, which is not read, outside of all brackets, without blanks at its beginning; it may run over lines. What has a `\` before it closes nothing. */
  until(end: string): ConfigText {
    const text = this.rawUntil(end);
    return text.part(/^\s*/.exec(text.text)?.[0].length ?? 0);
  }

  /** As {@link until}, with the blanks at its beginning. */
  rawUntil(end: string): ConfigText {
    const open: string[] = [];
    let gathered: ConfigText | undefined;
    const start = this.#startText();
    let length = 0;
    for (;;) {
      const line = this.#line;
      if (!line || length > LONGEST_TEXT) return this.fail(`the '${end}' that ends this is missing`, start);
      const place = this.#place;
      const from = place.column;
      for (; place.column < line.text.length; place.column++) {
        const char = line.text.charAt(place.column);
        if (char === '\\' && /[()[\]{};]/.test(line.text.charAt(place.column + 1))) {
          place.column++;
          continue;
        }
        if (open.length === 0 && char === end) return joinTexts(gathered, textOf(line, from, place.column));
        if (CLOSING[char] !== undefined) open.push(CLOSING[char] ?? '');
        else if (open.at(-1) === char) open.pop();
      }
      const piece = ConfigText.at(line, from + 1, `${line.text.slice(from)}\n`);
      length += piece.text.length;
      gathered = gathered ? ConfigText.join(gathered, piece) : piece;
      place.line++;
      place.column = 0;
    }
  }

  get #place(): Place {
    return this.#places[this.#places.length - 1] as Place;
  }

  get #line(): SourceLine | undefined {
    const place = this.#place;
    return place.lines[place.line];
  }

  get #char(): string {
    return this.#line?.text.charAt(this.#place.column) ?? '';
  }

  #startText(): ConfigText | undefined {
    const line = this.#line;
    return line && ConfigText.at(line, this.#place.column + 1, line.text.slice(this.#place.column));
  }

  #ended(place: Place): boolean {
    return place.line >= place.lines.length;
  }

  /** Blanks, comments, ends of lines and of included files. */
  #skip(): void {
    for (;;) {
      const place = this.#place;
      const line = place.lines[place.line];
      if (!line) {
        if (this.#places.length === 1) return;
        this.#places.pop();
        continue;
      }
      const rest = line.text.slice(place.column);
      const blank = /^\s*/.exec(rest)?.[0].length ?? 0;
      place.column += blank;
      const next = rest.slice(blank);
      if (next === '' || next.startsWith('//')) this.#nextLine();
      else if (next.startsWith('/*')) this.#skipComment();
      else if (/^#(try)?include\s/.test(next)) this.#include(next);
      else return;
    }
  }

  #nextLine(): void {
    this.#place.line++;
    this.#place.column = 0;
  }

  #skipComment(): void {
    const start = this.#startText();
    this.#place.column += 2;
    for (;;) {
      const line = this.#line;
      if (!line) this.fail("the comment lacks its '*/'", start);
      const end = line.text.indexOf('*/', this.#place.column);
      if (end >= 0) {
        this.#place.column = end + 2;
        return;
      }
      this.#nextLine();
    }
  }

  #include(text: string): void {
    const start = this.#startText();
    const name = /^#(?:try)?include\s+["<]?([^">]+?)[">]?;?\s*$/.exec(text)?.[1] ?? '';
    this.#nextLine();
    if (this.#places.length >= DEPTH_LIMIT) this.fail('files include one another too deep', start);
    const lines = this.#read(name);
    if (lines) this.#places.push({ lines, line: 0, column: 0 });
    else if (!text.startsWith('#try')) this.fail(`the included file '${name}' cannot be read`, start);
  }
}

function textOf(line: SourceLine, from: number, to: number): ConfigText {
  return ConfigText.at(line, from + 1, line.text.slice(from, to));
}

function joinTexts(first: ConfigText | undefined, second: ConfigText): ConfigText {
  return first ? ConfigText.join(first, second) : second;
}

/** Where the bracket at `open` is closed in a text; -1 if it is not. */
function closingIn(text: string, open: number): number {
  const stack: string[] = [];
  for (let at = open; at < text.length; at++) {
    const char = text.charAt(at);
    const closing = CLOSING[char];
    if (closing !== undefined) stack.push(closing);
    else if (stack.at(-1) === char) {
      stack.pop();
      if (stack.length === 0) return at;
    }
  }
  return -1;
}
