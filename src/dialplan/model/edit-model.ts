import { ConfigText } from '../../config/text.ts';
import { type Pattern, parsePattern } from '../pattern/pattern.ts';
import { compareExtensions } from './extension-order.ts';
import { RUNTIME_ORIGIN } from './list-context.ts';
import type { ContextModel, DialplanModel, ExtensionModel } from './model.ts';

/** An extension of a context as somebody names it who changes the dialplan while it runs. */
export interface ExtensionAddress {
  readonly context: string;
  /** `exten` or `exten/caller`. */
  readonly exten: string;
}

/** A priority, or the hint. */
export type EditedPriority = number | 'hint';

/** A step or hint to be added. */
export interface AddedStep extends ExtensionAddress {
  readonly priority: EditedPriority;
  /** The application, or the devices of the hint. */
  readonly application: string;
  readonly argument: string;
}

/** A priority as clients write it: a number or `hint`; undefined for anything else. @see observed: Asterisk 16 takes 0, too. */
export function readEditedPriority(text: string): EditedPriority | undefined {
  if (text === 'hint') return 'hint';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** True if there is such a step or hint already. */
export function hasStep(model: DialplanModel, at: ExtensionAddress, priority: EditedPriority): boolean {
  const extension = findExtension(model, at);
  return priority === 'hint' ? extension?.hint !== undefined : extension?.priorities.has(priority) === true;
}

/** The dialplan with one step more, or with another one in its place; the context is made where there is none. */
export function withStep(model: DialplanModel, step: AddedStep): DialplanModel {
  const { priority, application, argument } = step;
  const text = (value: string): ConfigText => ConfigText.ofLine({ file: RUNTIME_ORIGIN, number: 0, text: value });
  const span = text(application).span;
  const { name, pattern, caller } = readExten(step.exten);
  const known = findExtension(model, step) ?? {
    name,
    pattern,
    caller,
    priorities: new Map(),
    labels: new Map(),
    hint: undefined,
    span,
  };
  const priorities = new Map(known.priorities);
  if (priority !== 'hint')
    priorities.set(priority, {
      priority,
      label: undefined,
      application: text(application),
      argument: text(argument),
      span,
    });
  const changed: ExtensionModel = {
    ...known,
    priorities: new Map([...priorities].sort(([a], [b]) => a - b)),
    hint: priority === 'hint' ? { devices: application, name: argument, span } : known.hint,
  };
  const context = contextOrNew(model, step.context);
  const extensions = context.extensions.includes(known)
    ? context.extensions.map((one) => (one === known ? changed : one))
    : [...context.extensions, changed].sort(compareExtensions);
  return withContext(model, { ...context, extensions });
}

/** The dialplan without a step, or without the whole extension; undefined where there is no such thing. */
export function withoutStep(
  model: DialplanModel,
  at: ExtensionAddress,
  priority: EditedPriority | undefined,
): DialplanModel | undefined {
  const context = model.contexts.get(at.context);
  const extension = findExtension(model, at);
  if (!context || !extension || (priority !== undefined && !hasStep(model, at, priority))) return undefined;
  const changed = { ...extension, hint: priority === 'hint' ? undefined : extension.hint };
  const left = new Map(extension.priorities);
  if (typeof priority === 'number') left.delete(priority);
  const stays = priority !== undefined && (left.size > 0 || changed.hint !== undefined);
  const labels = new Map([...extension.labels].filter(([, number]) => left.has(number)));
  return withContext(model, {
    ...context,
    extensions: context.extensions.flatMap((one) => {
      if (one !== extension) return [one];
      return stays ? [{ ...changed, priorities: left, labels }] : [];
    }),
  });
}

/** The dialplan in which a context includes another one; it is made where there is none. Undefined where it includes it already. */
export function withInclude(model: DialplanModel, name: string, source: string): DialplanModel | undefined {
  const context = contextOrNew(model, name);
  if (context.includes.some((one) => one.source === source)) return undefined;
  const include = { source, context: source, time: undefined, span: context.span };
  return withContext(model, { ...context, includes: [...context.includes, include] });
}

/** The dialplan in which a context includes another one no longer; undefined where it does not. */
export function withoutInclude(model: DialplanModel, name: string, source: string): DialplanModel | undefined {
  const context = model.contexts.get(name);
  const includes = context?.includes.filter((one) => one.source !== source) ?? [];
  if (!context || includes.length === context.includes.length) return undefined;
  return withContext(model, { ...context, includes });
}

/** The dialplan in which a context ignores a pattern for the dial tone; undefined where it does already. */
export function withIgnorePattern(model: DialplanModel, name: string, pattern: string): DialplanModel | undefined {
  const context = contextOrNew(model, name);
  if (context.ignorePatterns.some((one) => one.pattern.source === pattern)) return undefined;
  const ignored = { pattern: parsePattern(pattern), span: context.span };
  return withContext(model, { ...context, ignorePatterns: [...context.ignorePatterns, ignored] });
}

/** The dialplan in which a context ignores a pattern no longer; undefined where it does not. */
export function withoutIgnorePattern(model: DialplanModel, name: string, pattern: string): DialplanModel | undefined {
  const context = model.contexts.get(name);
  const ignorePatterns = context?.ignorePatterns.filter((one) => one.pattern.source !== pattern) ?? [];
  if (!context || ignorePatterns.length === context.ignorePatterns.length) return undefined;
  return withContext(model, { ...context, ignorePatterns });
}

/** The dialplan without a context. */
export function withoutContext(model: DialplanModel, name: string): DialplanModel {
  return { ...model, contexts: new Map([...model.contexts].filter(([one]) => one !== name)) };
}

function contextOrNew(model: DialplanModel, name: string): ContextModel {
  const span = ConfigText.ofLine({ file: RUNTIME_ORIGIN, number: 0, text: name }).span;
  const empty = { extensions: [], includes: [], switches: [], ignorePatterns: [], autohints: false };
  return model.contexts.get(name) ?? { name, ...empty, span };
}

function withContext(model: DialplanModel, context: ContextModel): DialplanModel {
  return { ...model, contexts: new Map(model.contexts).set(context.name, context) };
}

function findExtension(model: DialplanModel, { context, exten }: ExtensionAddress): ExtensionModel | undefined {
  const { pattern, caller } = readExten(exten);
  return model.contexts
    .get(context)
    ?.extensions.find((one) => one.pattern.key === pattern.key && one.caller?.key === caller?.key);
}

function readExten(written: string): { name: string; pattern: Pattern; caller: Pattern | undefined } {
  const slash = written.indexOf('/');
  const name = slash < 0 ? written : written.slice(0, slash);
  return { name, pattern: parsePattern(name), caller: slash < 0 ? undefined : parsePattern(written.slice(slash + 1)) };
}
