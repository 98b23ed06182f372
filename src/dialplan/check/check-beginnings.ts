import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { codes } from '../codes.ts';
import type { ContextModel, DialplanModel, ExtensionModel } from '../model/model.ts';
import type { Reach } from './reach.ts';

/** Extensions with priorities but without the first, where no other extension that matches has it either: no call begins there. */
export function checkBeginnings(file: ConfigFile, model: DialplanModel, reach: Reach): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const context of model.contexts.values()) {
    // What a compiler makes begins where it wants.
    if (context.registrar !== undefined) continue;
    for (const extension of context.extensions) {
      const [first] = extension.priorities.values();
      // A label tells that something leads there.
      if (!first || first.label !== undefined || extension.priorities.has(1)) continue;
      if (begunElsewhere(extension, context, reach)) continue;
      const line = file.files.find((one) => one.file === first.span.file)?.lines[first.span.line - 1]?.text;
      found.push(
        diagnose(codes.noBeginning, `extension '${extension.name}' has no priority 1`, first.span, {
          sourceLine: line,
          help: `no call begins at ${first.priority}: make it 1, or add 'exten => ${extension.name},1,...'`,
        }),
      );
    }
  }
  return found;
}

/** Priorities are looked for in every extension that matches, also in contexts that include this one. */
function begunElsewhere(extension: ExtensionModel, context: ContextModel, reach: Reach): boolean {
  return [context.name, ...reach.includersOf(context.name)].some((name) => {
    if (reach.hasSwitch(name)) return true;
    const others = extension.pattern.isPattern ? reach.patternsIn(name) : reach.extensionsFor(name, extension.name);
    return others.some((other) => other.priorities.has(1));
  });
}
