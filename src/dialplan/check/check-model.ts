import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import { atOnce, type Slices } from '../../base/slices.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import type { Registry } from '../../extend/registry.ts';
import { codes } from '../codes.ts';
import { Faults } from '../model/faults.ts';
import type { DialplanModel } from '../model/model.ts';
import { checkApplication, checkTexts } from './check-applications.ts';
import { checkBeginnings } from './check-beginnings.ts';
import { checkHints } from './check-hints.ts';
import { checkOldHabits, checkOldJump } from './check-old-habits.ts';
import { checkTargets } from './check-targets.ts';
import { Reach } from './reach.ts';
import { writtenApplications } from './written-application.ts';

/** How to check. */
export interface ModelCheckOptions {
  /** `legacy_syntax` of asterisk.conf: the habits of old releases work, so that nothing is said of them. */
  readonly legacySyntax: boolean;
  /** Whether a context comes from somewhere else than extensions.conf: what is in it is not known here. That of parked calls unless given. */
  readonly elsewhere?: (context: string) => boolean;
}

/** So many applications are looked at between two pauses. */
const STEPS_A_SLICE = 32;

const PARKING: NonNullable<ModelCheckOptions['elsewhere']> = (context) => context === 'parkedcalls';

/**
 * What is wrong with a dialplan beyond its single lines: names that nobody has, places that are not there, texts that
 * cannot be understood, and habits of old releases.
 * Deviation: found at load, with its place; Asterisk finds it in the middle of a call, and there the call goes on as in Asterisk.
 * @param registry what is loaded; names of Asterisk's that are not in it are warnings of their own.
 */
export function checkModel(
  file: ConfigFile,
  model: DialplanModel,
  registry: Registry,
  options: ModelCheckOptions,
): Diagnostic[] {
  return atOnce(checkModelInSlices(file, model, registry, options));
}

/** As {@link checkModel}, with pauses on the way. */
export function* checkModelInSlices(
  file: ConfigFile,
  model: DialplanModel,
  registry: Registry,
  options: ModelCheckOptions,
): Slices<Diagnostic[]> {
  let steps = 0;
  const faults = new Faults();
  const reach = new Reach(model);
  const { elsewhere = PARKING } = options;
  for (const step of writtenApplications(model, options.legacySyntax)) {
    if (++steps % STEPS_A_SLICE === 0) yield;
    if (!options.legacySyntax) {
      checkOldJump(step, faults);
      if (checkOldHabits(step, registry, faults)) continue;
    }
    checkApplication(step, registry, faults);
    if (!step.nested) checkTexts(step, registry, faults, options.legacySyntax);
    checkTargets(step, model, reach, faults, elsewhere);
  }
  yield;
  const beginnings = checkBeginnings(file, model, reach);
  yield;
  return [...faults.list, ...beginnings, ...checkIncludes(file, model, elsewhere), ...checkHints(file, model)];
}

function checkIncludes(file: ConfigFile, model: DialplanModel, elsewhere: (context: string) => boolean): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const context of model.contexts.values()) {
    for (const { context: name, span } of context.includes) {
      if (model.contexts.has(name) || name.includes('${') || elsewhere(name)) continue;
      const near = nearestName(name, model.contexts.keys());
      found.push(
        diagnose(codes.missingInclude, `the included context '${name}' does not exist`, span, {
          sourceLine: file.files.find((one) => one.file === span.file)?.lines[span.line - 1]?.text,
          help: near === undefined ? `add a section '[${name}]'` : `a similar name exists: '${near}'`,
        }),
      );
    }
  }
  return found;
}
