import { type Diagnostic, diagnose } from '../base/diagnostic.ts';
import { codes } from './codes.ts';
import { ConfigText, type SourceLine } from './text.ts';

/** How deep block comments may nest, as in Asterisk. */
const DEEPEST_NESTING = 128;

/**
 * Takes the comments out of the lines of one file, in order: `;` to the end of the line, nested `;-- ... --;` over
 * lines (`;---` opens nothing), and `\;` becomes a plain semicolon.
 *
 * Deviation: a `--;` that closes nothing is a warning and starts an ordinary comment; Asterisk silently drops the
 * rest of the file.
 */
export class CommentStripper {
  readonly #open: ConfigText[] = [];
  readonly #report: (diagnostic: Diagnostic) => void;

  constructor(report: (diagnostic: Diagnostic) => void) {
    this.#report = report;
  }

  /** What of `line` is not comment. */
  strip(line: SourceLine): ConfigText {
    const source = line.text;
    const whole = ConfigText.ofLine(line);
    if (this.#open.length === 0 && !source.includes(';')) return whole;
    let kept = whole.part(0, 0);
    let from = 0; // where the stretch now read began
    let markFrom = 0; // a closing mark may not overlap the opening one
    const keep = (to: number): void => {
      if (this.#open.length === 0 && to > from) kept = ConfigText.join(kept, whole.part(from, to));
    };
    for (let at = source.indexOf(';'); at >= 0; at = source.indexOf(';', at + 1)) {
      if (at > from && source[at - 1] === '\\') {
        keep(at - 1);
        from = at;
      } else if (source.startsWith(';--', at) && source[at + 3] !== '-') {
        keep(at);
        if (this.#open.length < DEEPEST_NESTING) this.#open.push(whole.part(at, at + 3));
        else this.#report(tooDeep(whole.part(at, at + 3)));
        from = markFrom = at + 3;
        at += 2;
      } else if (this.#open.length > 0) {
        if (at < markFrom + 2 || !source.startsWith('--;', at - 2)) continue;
        this.#open.pop();
        from = markFrom = at + 1;
      } else {
        keep(at);
        if (at >= 2 && source.startsWith('--;', at - 2)) this.#report(closesNothing(whole.part(at - 2, at + 1)));
        return kept;
      }
    }
    keep(source.length);
    return kept;
  }

  /** To be called after the last line. */
  end(): void {
    for (const opener of this.#open) {
      this.#report(
        diagnose(codes.unclosedComment, 'this block comment is never closed', opener.span, {
          sourceLine: opener.sourceLine,
          help: "everything after it is ignored; close it with '--;', or write ';' alone for a comment of one line",
        }),
      );
    }
  }
}

function tooDeep(mark: ConfigText): Diagnostic {
  return diagnose(codes.commentTooDeep, `block comments nest deeper than ${DEEPEST_NESTING}`, mark.span, {
    sourceLine: mark.sourceLine,
  });
}

function closesNothing(mark: ConfigText): Diagnostic {
  return diagnose(codes.strayCommentEnd, "'--;' closes no block comment", mark.span, {
    sourceLine: mark.sourceLine,
    help: "a block comment starts with ';--'; Asterisk would ignore the rest of this file",
  });
}
