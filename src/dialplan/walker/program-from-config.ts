import type { ConfigFile } from '../../config/config-file.ts';
import { isTrue } from '../../config/schema/kinds.ts';
import { compileText } from '../substitute/compile.ts';
import type { Program, Step } from './program.ts';

/** Extensions of one context, by name, each with its priorities. */
type Context = { readonly extensions: Map<string, Map<number, Step>>; readonly includes: string[] };

/** Compiles extensions.conf: exact extensions, `same`, `n`, labels and includes. */
export function programFromConfig(file: ConfigFile): Program {
  const contexts = new Map<string, Context>();
  let autofallthrough = true;
  for (const section of file.sections) {
    const name = section.name.text;
    if (name.toLowerCase() === 'general') {
      const item = section.items.findLast((one) => one.name.text.toLowerCase() === 'autofallthrough');
      if (item) autofallthrough = isTrue(item.value.text);
      continue;
    }
    if (name.toLowerCase() === 'globals') continue;
    const context: Context = contexts.get(name) ?? { extensions: new Map(), includes: [] };
    contexts.set(name, context);
    let exten = '';
    let last = 0;
    for (const item of section.items) {
      const keyword = item.name.text.toLowerCase();
      if (keyword === 'include') context.includes.push(item.value.text.split(',')[0] ?? '');
      const match =
        keyword === 'exten'
          ? /^([^,]*),([^,(]*)(?:\(([^)]*)\))?,(.*)$/s.exec(item.value.text)
          : keyword === 'same'
            ? /^()([^,(]*)(?:\(([^)]*)\))?,(.*)$/s.exec(item.value.text)
            : null;
      if (!match) continue;
      if (keyword === 'exten') exten = (match[1] ?? '').trim();
      const priority = /^\s*n\s*$/.test(match[2] ?? '') ? last + 1 : Number(match[2]);
      if (!Number.isInteger(priority)) continue;
      last = priority;
      const app = /^([^(]*)(?:\((.*)\))?\s*$/s.exec((match[4] ?? '').trim());
      const steps = context.extensions.get(exten) ?? new Map<number, Step>();
      context.extensions.set(exten, steps);
      const compiled = compileText(app?.[2] ?? '');
      steps.set(priority, {
        priority,
        label: match[3],
        application: (app?.[1] ?? '').trim(),
        argument: { source: compiled.source, constant: compiled.constant, evaluate: (call) => compiled.run(call) },
        span: item.value.span,
        cache: undefined,
      });
    }
  }
  const find = (context: string, exten: string, seen = new Set<string>()): Map<number, Step> | undefined => {
    const here = contexts.get(context);
    if (!here || seen.has(context)) return undefined;
    seen.add(context);
    const own = here.extensions.get(exten);
    if (own) return own;
    for (const include of here.includes) {
      const found = find(include, exten, seen);
      if (found) return found;
    }
    return undefined;
  };
  return {
    autofallthrough,
    contexts: [...contexts.keys()],
    hasContext: (context) => contexts.has(context),
    step: (context, exten, priority) => find(context, exten)?.get(priority),
    match(context, exten) {
      const names = [...(contexts.get(context)?.extensions.keys() ?? [])];
      return {
        exists: find(context, exten) !== undefined,
        canMatch: names.some((name) => name.startsWith(exten)),
        matchMore: names.some((name) => name.length > exten.length && name.startsWith(exten)),
      };
    },
    labelled: (context, exten, label) =>
      [...(find(context, exten)?.values() ?? [])].find((step) => step.label === label)?.priority,
    hint: () => undefined,
  };
}
