import { type Diagnostic, diagnose } from '../base/diagnostic.ts';
import { codes } from './codes.ts';
import type { ConfigText } from './text.ts';

/** One option in the parentheses of a section header. */
export type HeaderOption =
  | { readonly kind: 'template' }
  /** `+` or `+name=regex&...`; all filters must match. */
  | { readonly kind: 'add'; readonly at: ConfigText; readonly filters: readonly SectionFilter[] }
  | { readonly kind: 'inherit'; readonly base: ConfigText };

/** One `name=regex` of an addition. */
export interface SectionFilter {
  readonly name: string;
  readonly matches: RegExp;
}

/** A section header as written. */
export interface SectionHeader {
  readonly name: ConfigText;
  readonly options: readonly HeaderOption[];
}

/**
 * Reads `[name]` or `[name](options)`. The name is not trimmed, as in Asterisk; text after the header is reported and ignored.
 * @param line trimmed, begins with `[`.
 * @returns undefined if the header is not closed (reported: the file is refused).
 */
export function parseHeader(line: ConfigText, report: (diagnostic: Diagnostic) => void): SectionHeader | undefined {
  const close = line.text.indexOf(']');
  if (close < 0) {
    report(
      diagnose(codes.badHeader, "this section header has no closing ']'", line.span, {
        sourceLine: line.sourceLine,
        help: "write '[name]'; a value name that begins with '[' is written with a backslash: '\\['",
      }),
    );
    return undefined;
  }
  const name = line.part(1, close);
  if (line.text[close + 1] !== '(') {
    reportRest(line.part(close + 1), report);
    return { name, options: [] };
  }
  const end = line.text.indexOf(')', close);
  if (end < 0) {
    report(
      diagnose(codes.badHeader, "the options of this section have no closing ')'", line.part(close + 1).span, {
        sourceLine: line.sourceLine,
      }),
    );
    return undefined;
  }
  reportRest(line.part(end + 1), report);
  const options: HeaderOption[] = [];
  for (const text of line.part(close + 2, end).split(',')) {
    const option = parseOption(text, report);
    if (option) options.push(option);
  }
  return { name, options };
}

function parseOption(text: ConfigText, report: (diagnostic: Diagnostic) => void): HeaderOption | undefined {
  if (text.text === '') return undefined;
  if (text.text === '!') return { kind: 'template' };
  if (!text.text.startsWith('+')) return { kind: 'inherit', base: text };
  const filters: SectionFilter[] = [];
  for (const pair of text.part(1).split('&')) {
    if (pair.text === '') continue;
    const equals = pair.text.indexOf('=');
    const matches = equals > 0 ? posixRegex(pair.text.slice(equals + 1)) : undefined;
    if (matches) filters.push({ name: pair.text.slice(0, equals), matches });
    else {
      report(
        diagnose(codes.badFilter, `'${pair.text}' is no 'option=regex'`, pair.span, { sourceLine: pair.sourceLine }),
      );
    }
  }
  return { kind: 'add', at: text, filters };
}

function posixRegex(text: string): RegExp | undefined {
  try {
    return new RegExp(text);
  } catch {
    return undefined; // reported by the caller as a filter that cannot be read
  }
}

function reportRest(rest: ConfigText, report: (diagnostic: Diagnostic) => void): void {
  const text = rest.trim();
  if (text.text === '') return;
  report(
    diagnose(codes.headerRest, `'${text.text}' after the section header is ignored`, text.span, {
      sourceLine: text.sourceLine,
      help: text.text.startsWith('(') ? "the parenthesis must follow the ']' directly" : undefined,
    }),
  );
}
