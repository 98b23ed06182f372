import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import type { NamedThing } from '../../config/schema/named-thing.ts';
import type { ConfigText } from '../../config/text.ts';
import { buildModel, readGlobals } from '../../dialplan/model/build-model.ts';
import type { DialplanModel } from '../../dialplan/model/model.ts';
import { matchPattern } from '../../dialplan/pattern/match.ts';
import { substituteOnce } from '../../dialplan/substitute/compile.ts';
import type { SubstitutionContext } from '../../dialplan/substitute/context.ts';
import { codes } from './codes.ts';
import { readDialString } from './dial-string.ts';
import { dialplanMentions } from './dialplan-mentions.ts';
import { isConstant } from './steps.ts';
import { checkTaint } from './taint.ts';

/** What the dialplan gives to the check of a folder. */
export interface CheckedDialplan {
  readonly model: DialplanModel;
  readonly diagnostics: readonly Diagnostic[];
  readonly defined: readonly NamedThing[];
  readonly mentioned: readonly NamedThing[];
}

/** Reads extensions.conf for the check: its own faults, the names it gives and asks for, and values from outside. */
export function checkDialplan(file: ConfigFile): CheckedDialplan {
  const { model, diagnostics } = buildModel(file, substituteGlobals(file));
  const defined = file.sections.map(({ name }): NamedThing => ({ kind: 'context', name }));
  return {
    model,
    diagnostics: [...diagnostics, ...checkTaint(model)],
    defined,
    mentioned: dialplanMentions(model),
  };
}

/** The dial strings among `mentioned`, taken apart; whether the extensions of Local channels exist is told by `model`. */
export function checkDialStrings(
  mentioned: readonly NamedThing[],
  model: DialplanModel | undefined,
  gateways: readonly string[],
): Pick<CheckedDialplan, 'diagnostics' | 'mentioned'> {
  const diagnostics: Diagnostic[] = [];
  const further: NamedThing[] = [];
  for (const { kind, name } of mentioned) {
    if (kind !== 'dial string') continue;
    const targets = readDialString(name, gateways);
    diagnostics.push(...targets.diagnostics);
    further.push(...targets.mentioned);
    for (const { extension, context } of targets.locals) {
      if (!model?.contexts.has(context.text) || !isConstant(extension)) continue;
      if (!hasExtension(model, context.text, extension.text))
        diagnostics.push(unknownExtension(model, extension, context));
    }
  }
  return { diagnostics, mentioned: further };
}

function unknownExtension(model: DialplanModel, extension: ConfigText, context: ConfigText): Diagnostic {
  const names = model.contexts.get(context.text)?.extensions.map(({ name }) => name) ?? [];
  const near = nearestName(extension.text, names);
  return diagnose(
    codes.unknownExtension,
    `context '${context.text}' has no extension '${extension.text}'`,
    extension.span,
    {
      sourceLine: extension.sourceLine,
      help:
        near === undefined
          ? `add 'exten => ${extension.text},1,...' to [${context.text}]`
          : `a similar name exists: '${near}'`,
    },
  );
}

/** Whether an extension can be reached in a context, at any time of day and for any caller. */
export function hasExtension(
  model: DialplanModel,
  context: string,
  extension: string,
  seen = new Set<string>(),
): boolean {
  const here = model.contexts.get(context);
  if (!here || seen.has(context)) return false;
  seen.add(context);
  return (
    here.switches.length > 0 ||
    here.extensions.some(({ pattern }) => matchPattern(pattern, extension, 'match') === 'yes') ||
    here.includes.some((include) => hasExtension(model, include.context, extension, seen))
  );
}

/** Replaces references to the globals of the file itself, as happens at load. */
function substituteGlobals(file: ConfigFile): (text: string) => string {
  const globals = new Map<string, string>();
  const context: SubstitutionContext = {
    variable: (name) => globals.get(name),
    hasFunction: () => false,
    readFunction: () => '',
    warn: () => {},
    error: () => {},
  };
  const substitute = (text: string): string => {
    const value = substituteOnce(text, context);
    return typeof value === 'string' ? value : text;
  };
  for (const { name, value } of readGlobals(file)) globals.set(name, substitute(value.text));
  return substitute;
}
