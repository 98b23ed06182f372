import type { ConfigText } from '../../config/text.ts';
import { codes } from '../codes.ts';
import type { Faults } from './faults.ts';

/** `EXTEN,PRIORITY,application` of an `exten =>` line, or `PRIORITY,application` of a `same =>` line, not yet understood. */
export interface LineParts {
  readonly exten: ConfigText | undefined;
  readonly priority: ConfigText;
  /** All behind the priority. */
  readonly application: ConfigText;
}

/** Takes the value of a line apart. A comma within the brackets of a pattern separates nothing. */
export function splitLine(value: ConfigText, hasExten: boolean): LineParts {
  let from = 0;
  let exten: ConfigText | undefined;
  if (hasExten) {
    const end = endOfExten(value.text);
    exten = value.part(0, end).trim();
    from = Math.min(end + 1, value.text.length);
  }
  const comma = value.text.indexOf(',', from);
  const end = comma < 0 ? value.text.length : comma;
  return {
    exten,
    priority: value.part(from, end).trim(),
    application: value.part(Math.min(end + 1, value.text.length)).trim(),
  };
}

function endOfExten(text: string): number {
  let depth = 0;
  const counts = text.trimStart().startsWith('_');
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (counts && char === '[') depth++;
    else if (counts && char === ']') depth--;
    else if (char === ',' && depth <= 0) return at;
  }
  return text.length;
}

/** A priority as written: `n(label)`, `hint`, `again+5`. */
export interface PriorityText {
  readonly base: string;
  readonly plus: number;
  readonly label: ConfigText | undefined;
}

/** Reads the priority column; undefined (and a fault) where the label is not closed. */
export function readPriority(text: ConfigText, faults: Faults): PriorityText | undefined {
  const open = text.text.indexOf('(');
  const bare = open < 0 ? text : text.part(0, open);
  let label: ConfigText | undefined;
  if (open >= 0) {
    const close = text.text.indexOf(')', open);
    if (close < 0) {
      faults.add(codes.labelNotClosed, `the label lacks its ')'`, text, { start: open, end: text.text.length });
      return undefined;
    }
    if (close > open + 1) label = text.part(open + 1, close);
  }
  const plus = bare.text.indexOf('+');
  const base = (plus < 0 ? bare.text : bare.text.slice(0, plus)).trim();
  return { base, plus: plus < 0 ? 0 : Number.parseInt(bare.text.slice(plus + 1), 10) || 0, label };
}

/** An application and its arguments as written. */
export interface ApplicationText {
  readonly name: ConfigText;
  readonly argument: ConfigText;
}

/** Takes `Application(arguments)` apart: the arguments end at the last `)`. */
export function splitApplication(text: ConfigText, faults: Faults): ApplicationText {
  const nothing = text.part(text.text.length);
  const open = text.text.indexOf('(');
  if (open < 0) return { name: text, argument: nothing };
  const name = text.part(0, open);
  const bare = name.text.trimEnd().length;
  if (bare > 0 && bare < name.text.length) {
    faults.add(codes.blankBeforeArguments, `there is a blank between ${name.text.trimEnd()} and its '('`, text, {
      start: bare,
      end: open,
      help: `write ${name.text.trimEnd()}(…)`,
      fix: { span: text.spanOf(bare, open), replacement: '' },
    });
  }
  const close = text.text.lastIndexOf(')');
  if (close < open) {
    faults.add(codes.argumentsNotClosed, `the arguments of ${name.text || 'the application'} lack their ')'`, text, {
      start: open,
      end: open + 1,
      help: "add the ')'; a ';' in the text must be written '\\;'",
    });
    return { name, argument: text.part(open + 1) };
  }
  if (close + 1 < text.text.length && text.text.slice(close + 1).trim() !== '') {
    faults.add(codes.textAfterArguments, `'${text.text.slice(close + 1).trim()}' is ignored`, text, {
      start: close + 1,
      end: text.text.length,
    });
  }
  return { name, argument: text.part(open + 1, close) };
}
