import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import type { NamedThing } from '../../config/schema/named-thing.ts';
import type { ConfigText } from '../../config/text.ts';
import { checkModel, type ModelCheckOptions } from '../../dialplan/check/check-model.ts';
import { Reach } from '../../dialplan/check/reach.ts';
import { isConstant } from '../../dialplan/check/written-application.ts';
import { codes as dialplanCodes } from '../../dialplan/codes.ts';
import { buildModel, readGlobals } from '../../dialplan/model/build-model.ts';
import type { LoadTimeText } from '../../dialplan/model/context-builder.ts';
import type { Contexts } from '../../dialplan/model/merge-contexts.ts';
import type { DialplanModel } from '../../dialplan/model/model.ts';
import { substituteOnce } from '../../dialplan/substitute/compile.ts';
import type { SubstitutionContext } from '../../dialplan/substitute/context.ts';
import type { Registry } from '../../extend/registry.ts';
import { codes } from './codes.ts';
import { readDialString } from './dial-string.ts';
import { dialplanMentions } from './dialplan-mentions.ts';
import { checkTaint } from './taint.ts';

/** What the dialplan gives to the check of a folder. */
export interface CheckedDialplan {
  readonly model: DialplanModel;
  readonly diagnostics: readonly Diagnostic[];
  readonly defined: readonly NamedThing[];
  readonly mentioned: readonly NamedThing[];
}

/** Reads extensions.conf for the check: its own faults, the names it gives and asks for, and values from outside. */
export function checkDialplan(file: ConfigFile, registry: Registry, options: ModelCheckOptions): CheckedDialplan {
  const { model, diagnostics } = buildModel(file, substituteGlobals(file));
  // the schema of extensions.conf tells of the options in [general]
  const ofLines = diagnostics.filter(({ code }) => code !== dialplanCodes.unknownGeneralOption.code);
  const defined = file.sections
    .map(({ name }): NamedThing => ({ kind: 'context', name }))
    .filter(({ name }) => model.contexts.has(name.text));
  return {
    model,
    diagnostics: [
      ...ofLines,
      ...checkModel(file, model, registry, options),
      ...checkTaint(model, options.legacySyntax),
    ],
    defined,
    mentioned: dialplanMentions(file, model, options.legacySyntax),
  };
}

/** Checks what another file than extensions.conf is compiled to. */
export function checkOtherDialplan(
  file: ConfigFile,
  contexts: Contexts,
  registry: Registry,
  options: ModelCheckOptions,
): Diagnostic[] {
  const { general } = buildModel(file, (text) => text).model;
  const model: DialplanModel = { general, contexts };
  return [...checkModel(file, model, registry, options), ...checkTaint(model, options.legacySyntax)];
}

/** The dial strings among `mentioned`, taken apart; whether the extensions of Local channels exist is told by `model`. */
export function checkDialStrings(
  mentioned: readonly NamedThing[],
  model: DialplanModel | undefined,
  gateways: readonly string[],
): Pick<CheckedDialplan, 'diagnostics' | 'mentioned'> {
  const diagnostics: Diagnostic[] = [];
  const further: NamedThing[] = [];
  const reach = model && new Reach(model);
  for (const { kind, name } of mentioned) {
    if (kind !== 'dial string') continue;
    const targets = readDialString(name, gateways);
    diagnostics.push(...targets.diagnostics);
    further.push(...targets.mentioned);
    for (const { extension, context } of targets.locals) {
      if (!reach || !model?.contexts.has(context.text) || !isConstant(extension)) continue;
      if (!reach.hasExtension(context.text, extension.text))
        diagnostics.push(unknownExtension(model, extension, context));
    }
  }
  return { diagnostics, mentioned: further };
}

function unknownExtension(model: DialplanModel, extension: ConfigText, context: ConfigText): Diagnostic {
  const names = model.contexts.get(context.text)?.extensions.map(({ name }) => name) ?? [];
  const near = extension.text.length < 2 ? undefined : nearestName(extension.text, names);
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

/** Replaces references to the globals of the file itself, as happens at load. */
function substituteGlobals(file: ConfigFile): LoadTimeText {
  const globals = new Map<string, string>();
  const contextOf = (own: ReadonlyMap<string, string> | undefined): SubstitutionContext => ({
    variable: (name) => own?.get(name) ?? globals.get(name),
    hasFunction: () => false,
    readFunction: () => '',
    warn: () => {},
    error: () => {},
  });
  const substitute = (text: string, own?: ReadonlyMap<string, string>): string => {
    const value = substituteOnce(text, contextOf(own));
    return typeof value === 'string' ? value : text;
  };
  for (const { name, value } of readGlobals(file)) globals.set(name, substitute(value.text));
  return substitute;
}
