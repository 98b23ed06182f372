import type { DialplanModel, ExtensionModel } from '../model/model.ts';
import { matchPattern } from '../pattern/match.ts';

/** Whether an extension can be reached in a context, at any time of day and for any caller; a switch counts as yes. */
export function hasExtension(model: DialplanModel, context: string, extension: string): boolean {
  return hasSwitch(model, context) || extensionsFor(model, context, extension).length > 0;
}

/** The extensions that a call for `extension` may run in a context, of those that it includes too. */
export function extensionsFor(model: DialplanModel, context: string, extension: string): ExtensionModel[] {
  return contextsFrom(model, context).flatMap((name) =>
    (model.contexts.get(name)?.extensions ?? []).filter(
      ({ pattern }) => matchPattern(pattern, extension, 'match') === 'yes',
    ),
  );
}

/** Whether extensions of a context may come from elsewhere, so that none can be said to be missing. */
export function hasSwitch(model: DialplanModel, context: string): boolean {
  if (model.general.overrideSwitch !== undefined) return true;
  return contextsFrom(model, context).some((name) => (model.contexts.get(name)?.switches.length ?? 0) > 0);
}

/** A context and all that it includes, each once. */
export function contextsFrom(model: DialplanModel, context: string): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const here = model.contexts.get(name);
    if (!here || found.has(name)) return;
    found.add(name);
    for (const include of here.includes) visit(include.context);
  };
  visit(context);
  return [...found];
}
