import type { ConfigText } from '../../config/text.ts';
import { modernizeSeparators, splitWithOffsets } from '../../extend/argument-split.ts';
import type { ContextModel, DialplanModel, ExtensionModel } from '../model/model.ts';

/** One application that the dialplan runs, with its arguments as they are written. */
export interface WrittenApplication {
  readonly context: ContextModel;
  readonly extension: ExtensionModel;
  /** As written. */
  readonly application: ConfigText;
  /** In small letters. */
  readonly name: string;
  readonly argument: ConfigText;
  /** The arguments, trimmed. */
  readonly parts: readonly ConfigText[];
  /** The number of the priority. */
  readonly priority: number;
  /** Another application runs it, and its text is part of that one's argument. */
  readonly nested: boolean;
}

/**
 * Every application of a dialplan, also those that `ExecIf`, `ExecIfTime`, `Exec` and `TryExec` run.
 * @param legacySyntax bars separate arguments as commas do.
 */
export function* writtenApplications(model: DialplanModel, legacySyntax: boolean): Iterable<WrittenApplication> {
  for (const context of model.contexts.values()) {
    for (const extension of context.extensions) {
      for (const { application, argument: written, priority } of extension.priorities.values()) {
        const argument = legacySyntax ? written.overwritten(modernizeSeparators(written.text)) : written;
        yield* withNested({ context, extension, priority, nested: false }, application, argument);
      }
    }
  }
}

function* withNested(
  place: Pick<WrittenApplication, 'context' | 'extension' | 'priority' | 'nested'>,
  application: ConfigText,
  argument: ConfigText,
): Iterable<WrittenApplication> {
  const name = application.text.trim().toLowerCase();
  const parts = splitWithOffsets(argument.text, { raw: true }).map(({ at, end }) => argument.part(at, end).trim());
  yield { ...place, application, name, argument, parts };
  for (const nested of nestedIn(name, argument)) {
    const open = nested.text.indexOf('(');
    const close = nested.text.lastIndexOf(')');
    const bare = nested.part(nested.text.length);
    if (open < 0) yield* withNested({ ...place, nested: true }, nested, bare);
    else if (close > open) {
      yield* withNested({ ...place, nested: true }, nested.part(0, open).trim(), nested.part(open + 1, close));
    }
  }
}

/** The application texts inside the argument of an application that runs others. */
function nestedIn(name: string, argument: ConfigText): ConfigText[] {
  if (name === 'exec' || name === 'tryexec') return [argument.trim()];
  if (name === 'execiftime') return splitOutside(argument, '?', 2).slice(1);
  if (name !== 'execif') return [];
  const [, branches] = splitOutside(argument, '?', 2);
  return branches ? splitOutside(branches, ':', 2).map((branch) => branch.trim()) : [];
}

/** The pieces of a text between separators that stand outside all brackets. @param most the last piece takes the rest. */
export function splitOutside(text: ConfigText, separator: string, most = Number.POSITIVE_INFINITY): ConfigText[] {
  const pieces: ConfigText[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.text.length && pieces.length + 1 < most; at++) {
    const char = text.text.charAt(at);
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (char === separator && depth <= 0) {
      pieces.push(text.part(from, at));
      from = at + 1;
    }
  }
  pieces.push(text.part(from));
  return pieces;
}

/** True for a text that is the same on every call. */
export function isConstant(text: ConfigText): boolean {
  return !text.text.includes('${') && !text.text.includes('$[');
}
