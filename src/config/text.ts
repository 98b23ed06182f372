import type { Span } from '../base/diagnostic.ts';

/** One line of a file as it was read, without its line end. Numbers count from 1. */
export interface SourceLine {
  readonly file: string;
  readonly number: number;
  readonly text: string;
}

/** A run of text that stands unbroken in one line: `text[at]` is the character at `column` of `line`. */
interface Segment {
  readonly at: number;
  readonly line: SourceLine;
  readonly column: number;
}

/**
 * A piece of a configuration file that knows where each of its characters came from. What the reader took out between them
 * (a comment in the middle, the backslash of `\;`) or glued on (`+=`) does not shift the places, so that a diagnostic
 * about three letters inside a value puts its caret under those three letters. Immutable.
 */
export class ConfigText {
  readonly text: string;
  readonly #segments: readonly Segment[];

  private constructor(text: string, segments: readonly Segment[]) {
    this.text = text;
    this.#segments = segments;
  }

  /** The unbroken `text` that starts at `column` (from 1) of `line`. */
  static at(line: SourceLine, column: number, text: string): ConfigText {
    return new ConfigText(text, [{ at: 0, line, column }]);
  }

  /** The whole of `line`. */
  static ofLine(line: SourceLine): ConfigText {
    return ConfigText.at(line, 1, line.text);
  }

  /** One text after the other. */
  static join(first: ConfigText, second: ConfigText): ConfigText {
    if (second.text === '') return first;
    if (first.text === '') return second;
    const shift = first.text.length;
    return new ConfigText(first.text + second.text, [
      ...first.#segments,
      ...second.#segments.map((segment) => ({ ...segment, at: segment.at + shift })),
    ]);
  }

  /** Where the text begins. */
  get line(): SourceLine {
    return this.#segmentAt(0).line;
  }

  /** The source line at which the text begins, as it stands in the file. */
  get sourceLine(): string {
    return this.line.text;
  }

  /** The whole text's place; of a text that goes on in another line, its part in the first. At least one column wide. */
  get span(): Span {
    return this.spanOf(0, this.text.length);
  }

  /** The place of `text.slice(start, end)`; offsets are clamped to the text. At least one column wide. */
  spanOf(start: number, end: number = start + 1): Span {
    const from = Math.min(Math.max(0, start), this.text.length);
    const to = Math.min(Math.max(from, end), this.text.length);
    const first = this.#segmentAt(from);
    const column = first.column + from - first.at;
    let endColumn = column + 1;
    for (const segment of this.#segments) {
      if (segment.line !== first.line || segment.at >= to) continue;
      endColumn = Math.max(endColumn, segment.column + Math.min(to, this.#endOf(segment)) - segment.at);
    }
    return { file: first.line.file, line: first.line.number, column, endColumn };
  }

  /** `text.slice(start, end)` with its place. Offsets must not be negative. */
  part(start: number, end: number = this.text.length): ConfigText {
    const to = Math.min(end, this.text.length);
    const from = Math.min(start, to);
    if (from === 0 && to === this.text.length) return this;
    const text = this.text.slice(from, to);
    const first = this.#segmentAt(from);
    const segments: Segment[] = [{ at: 0, line: first.line, column: first.column + from - first.at }];
    for (const segment of this.#segments) {
      if (segment.at > from && segment.at < to) segments.push({ ...segment, at: segment.at - from });
    }
    return new ConfigText(text, segments);
  }

  /** Without blanks and control characters (U+0000 to U+0020) at both ends. */
  trim(): ConfigText {
    let start = 0;
    let end = this.text.length;
    while (start < end && this.text.charCodeAt(start) <= 0x20) start++;
    while (end > start && this.text.charCodeAt(end - 1) <= 0x20) end--;
    return this.part(start, end);
  }

  /** Another text that stands for this one: every place in it is where this one begins. For what is implied and not written. */
  replaced(text: string): ConfigText {
    const { line, column } = this.#segmentAt(0);
    return new ConfigText(text, [{ at: 0, line, column }]);
  }

  /** The same places with other letters. @param text of the same length. */
  overwritten(text: string): ConfigText {
    return new ConfigText(text, this.#segments);
  }

  /** The pieces between separators, untrimmed; at least one. */
  split(separator: string): ConfigText[] {
    const parts: ConfigText[] = [];
    let from = 0;
    for (let at = this.text.indexOf(separator); at >= 0; at = this.text.indexOf(separator, from)) {
      parts.push(this.part(from, at));
      from = at + separator.length;
    }
    parts.push(this.part(from));
    return parts;
  }

  toString(): string {
    return this.text;
  }

  #segmentAt(offset: number): Segment {
    let found = this.#segments[0];
    for (const segment of this.#segments) {
      if (segment.at > offset) break;
      found = segment;
    }
    return found as Segment;
  }

  #endOf(segment: Segment): number {
    const next = this.#segments[this.#segments.indexOf(segment) + 1];
    return next ? next.at : this.text.length;
  }
}
