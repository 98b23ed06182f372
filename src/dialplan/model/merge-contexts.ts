import { compareExtensions } from './extension-order.ts';
import type { ContextModel, ExtensionModel } from './model.ts';

/** What one source says of the dialplan. */
export type Contexts = ReadonlyMap<string, ContextModel>;

/**
 * Several sources as one dialplan. Of a place that more than one of them has, the first counts, as where the same priority is
 * written twice in one file.
 */
export function mergeContexts(sources: readonly Contexts[]): Contexts {
  const merged = new Map<string, ContextModel>();
  for (const contexts of sources)
    for (const context of contexts.values()) {
      const known = merged.get(context.name);
      merged.set(context.name, known ? mergeTwo(known, context) : context);
    }
  return merged;
}

const keyOf = ({ pattern, caller }: ExtensionModel): string => `${pattern.key}/${caller?.key ?? ''}/${caller ? 1 : 0}`;

function mergeTwo(first: ContextModel, second: ContextModel): ContextModel {
  const extensions = new Map(first.extensions.map((one) => [keyOf(one), one]));
  for (const one of second.extensions) {
    const known = extensions.get(keyOf(one));
    extensions.set(keyOf(one), known ? mergeExtensions(known, one) : one);
  }
  const sources = new Set(first.includes.map(({ source }) => source));
  return {
    ...first,
    extensions: [...extensions.values()].sort(compareExtensions),
    includes: [...first.includes, ...second.includes.filter(({ source }) => !sources.has(source))],
    switches: [...first.switches, ...second.switches],
    ignorePatterns: [...first.ignorePatterns, ...second.ignorePatterns],
    autohints: first.autohints || second.autohints,
  };
}

function mergeExtensions(first: ExtensionModel, second: ExtensionModel): ExtensionModel {
  return {
    ...first,
    hint: first.hint ?? second.hint,
    priorities: new Map([...second.priorities, ...first.priorities].sort(([a], [b]) => a - b)),
    labels: new Map([...second.labels, ...first.labels]),
  };
}
