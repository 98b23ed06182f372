import { nearestName } from '../../base/similar.ts';
import type { ConfigText } from '../../config/text.ts';
import { codes } from '../codes.ts';
import type { Faults } from '../model/faults.ts';
import type { DialplanModel, ExtensionModel } from '../model/model.ts';
import type { Reach } from './reach.ts';
import { targetsOf } from './targets.ts';
import { isConstant, type WrittenApplication } from './written-application.ts';

/** Whether the places that an application leads to exist, as far as they are written out. */
export function checkTargets(
  step: WrittenApplication,
  model: DialplanModel,
  reach: Reach,
  faults: Faults,
  elsewhere: (context: string) => boolean,
): void {
  for (const target of targetsOf(step)) {
    if (target.kind === 'macro') checkMacro(target.name, model, reach, faults, elsewhere);
    else checkPlace(target.parts, step, model, reach, faults, elsewhere);
  }
}

function checkMacro(
  name: ConfigText,
  model: DialplanModel,
  reach: Reach,
  faults: Faults,
  elsewhere: (context: string) => boolean,
): void {
  if (!isConstant(name) || name.text === '') return;
  const context = `macro-${name.text}`;
  if (elsewhere(context)) return;
  if (!model.contexts.has(context)) {
    const macros = [...model.contexts.keys()].filter((one) => one.startsWith('macro-')).map((one) => one.slice(6));
    const near = similar(name.text, macros);
    faults.add(codes.unknownMacro, `there is no macro '${name.text}'`, name, {
      help:
        near === undefined ? `add a context '[${context}]' with an extension 's'` : `a similar name exists: '${near}'`,
    });
  } else if (!reach.hasExtension(context, 's') && !reach.hasExtension(context, '~~s~~')) {
    faults.add(codes.unknownExtension, `macro '${name.text}' has no extension 's'`, name, {
      help: `begin it with 'exten => s,1,...' in [${context}]`,
    });
  }
}

function checkPlace(
  parts: readonly ConfigText[],
  step: WrittenApplication,
  model: DialplanModel,
  reach: Reach,
  faults: Faults,
  elsewhere: (context: string) => boolean,
): void {
  if (parts.length === 0 || parts.length > 3) return;
  const priority = parts[parts.length - 1];
  const extension = parts.length > 1 ? parts[parts.length - 2] : undefined;
  const context = parts.length > 2 ? parts[0] : undefined;
  if (context && !isConstant(context)) return;
  const contextName = context?.text || step.context.name;
  if (elsewhere(contextName)) return;
  if (context && !model.contexts.has(contextName)) {
    const near = similar(contextName, model.contexts.keys());
    faults.add(codes.unknownContext, `there is no context '${contextName}'`, context, {
      help: near === undefined ? `add a section '[${contextName}]'` : `a similar name exists: '${near}'`,
    });
    return;
  }
  // An included context runs inside the ones that include it: what it lacks, they may have.
  const roots = context ? [contextName] : [contextName, ...reach.includersOf(contextName)];
  if (roots.some((root) => reach.hasSwitch(root) || reach.contextsFrom(root).some(elsewhere))) return;
  if (extension && (!isConstant(extension) || extension.text === '')) return;
  const candidates = roots.flatMap((root) =>
    extension ? reach.extensionsFor(root, extension.text) : own(step, root, model, reach),
  );
  if (extension && candidates.length === 0) {
    const names = reach.contextsFrom(contextName).flatMap((name) => namesOf(model, name));
    const near = similar(extension.text, names);
    faults.add(codes.unknownExtension, `context '${contextName}' has no extension '${extension.text}'`, extension, {
      help:
        near === undefined
          ? `add 'exten => ${extension.text},1,...' to [${contextName}]`
          : `a similar name exists: '${near}'`,
    });
    return;
  }
  if (priority) checkPriority(priority, candidates, extension?.text ?? step.extension.name, contextName, model, faults);
}

/** Those that the digits of the running extension may lead to: itself, and patterns that overlap with it. */
function own(step: WrittenApplication, context: string, model: DialplanModel, reach: Reach): ExtensionModel[] {
  const { name, pattern } = step.extension;
  if (!pattern.isPattern) return reach.extensionsFor(context, name);
  return reach
    .contextsFrom(context)
    .flatMap((one) => model.contexts.get(one)?.extensions ?? [])
    .filter((one) => one.pattern.isPattern || one.name === name);
}

function checkPriority(
  priority: ConfigText,
  candidates: readonly ExtensionModel[],
  extension: string,
  context: string,
  model: DialplanModel,
  faults: Faults,
): void {
  const wanted = priority.text;
  if (!isConstant(priority) || wanted === '' || /^[+-]\d+$/.test(wanted)) return;
  const number = /^\d+$/.test(wanted) ? Number(wanted) : undefined;
  const there = candidates.some((one) => (number === undefined ? one.labels.has(wanted) : one.priorities.has(number)));
  if (there) return;
  const what = number === undefined ? `label '${wanted}'` : `priority ${wanted}`;
  faults.add(codes.unknownLabel, `extension '${extension}' has no ${what}`, priority, {
    help: helpFor(wanted, candidates, context, model),
  });
}

function helpFor(wanted: string, candidates: readonly ExtensionModel[], context: string, model: DialplanModel): string {
  const others = model.contexts.get(context)?.extensions ?? [];
  const elsewhere = others.find((one) => one.labels.has(wanted));
  if (elsewhere) return `extension '${elsewhere.name}' has it: write '${elsewhere.name},${wanted}'`;
  const extension = others.find((one) => one.name === wanted);
  if (extension) return `there is an extension of that name: write '${wanted},1'`;
  if (/^\d+$/.test(wanted)) return 'a priority is reached by its number or its label';
  const labels = [...new Set(candidates.flatMap((one) => [...one.labels.keys()]))];
  const near = similar(wanted, labels);
  if (near !== undefined) return `a similar label exists: '${near}'`;
  return labels.length > 0 ? `its labels are ${labels.join(', ')}` : `give a priority the label: 'n(${wanted})'`;
}

/** The name that was probably meant; a single letter is like every other. */
function similar(word: string, known: Iterable<string>): string | undefined {
  return word.length < 2 ? undefined : nearestName(word, known);
}

function namesOf(model: DialplanModel, context: string): string[] {
  return (model.contexts.get(context)?.extensions ?? []).map((one) => one.name);
}
