import type { Diagnostic } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import { atOnce, type Slices } from '../../base/slices.ts';
import { saysYes } from '../../base/switch-word.ts';
import type { ConfigFile, ConfigItem } from '../../config/config-file.ts';
import type { ConfigText } from '../../config/text.ts';
import { codes } from '../codes.ts';
import { ContextBuilder, type LoadTimeText } from './context-builder.ts';
import { Faults } from './faults.ts';
import type { ContextModel, DialplanModel, GeneralOptions } from './model.ts';

/** A dialplan and what is wrong with its lines. */
export interface BuiltModel {
  readonly model: DialplanModel;
  readonly diagnostics: readonly Diagnostic[];
}

/** One `NAME=value` of [globals]; values are substituted in this order. */
export interface GlobalDefinition {
  readonly name: string;
  readonly value: ConfigText;
}

/** So many lines are understood between two pauses. */
const LINES_A_SLICE = 64;

const GENERAL_OPTIONS = [
  'static',
  'writeprotect',
  'autofallthrough',
  'extenpatternmatchnew',
  'clearglobalvars',
  'overrideswitch',
  'userscontext',
  'priorityjumping',
];

/** The definitions of all [globals] sections, in order. */
export function readGlobals(file: ConfigFile): GlobalDefinition[] {
  return file.sections
    .filter((section) => isGlobals(section.name.text))
    .flatMap((section) => section.items.map((item) => ({ name: item.name.text, value: item.value })));
}

/**
 * Builds the dialplan of extensions.conf. Faulty lines are skipped as Asterisk skips them, each with a diagnostic.
 * @param substitute replaces references to global variables in names of extensions, hints and switches.
 */
export function buildModel(file: ConfigFile, substitute: LoadTimeText): BuiltModel {
  return atOnce(buildModelInSlices(file, substitute));
}

/** As {@link buildModel}, with pauses on the way. */
export function* buildModelInSlices(file: ConfigFile, substitute: LoadTimeText): Slices<BuiltModel> {
  let lines = 0;
  const faults = new Faults();
  const builders = new Map<string, ContextBuilder>();
  const general: ConfigItem[] = [];
  for (const section of file.sections) {
    const name = section.name.text;
    if (name.toLowerCase() === 'general') {
      general.push(...section.items);
      continue;
    }
    if (isGlobals(name)) continue;
    let builder = builders.get(name);
    if (!builder) {
      builder = new ContextBuilder(section.name, faults, substitute);
      builders.set(name, builder);
    }
    builder.beginSection();
    for (const item of section.items) {
      builder.add(item);
      if (++lines % LINES_A_SLICE === 0) yield;
    }
  }
  const contexts = new Map<string, ContextModel>();
  for (const [name, builder] of builders) contexts.set(name, yield* builder.build());
  return { model: { general: readGeneral(general, faults), contexts }, diagnostics: faults.list };
}

function isGlobals(section: string): boolean {
  return section.toLowerCase() === 'globals';
}

function readGeneral(items: readonly ConfigItem[], faults: Faults): GeneralOptions {
  const values = new Map<string, string>();
  for (const item of items) {
    const name = item.name.text.toLowerCase();
    values.set(name, item.value.text);
    if (GENERAL_OPTIONS.includes(name)) continue;
    const near = nearestName(name, GENERAL_OPTIONS);
    faults.add(codes.unknownGeneralOption, `unknown option '${item.name.text}'`, item.name, {
      help: near && `did you mean '${near}'?`,
    });
  }
  const flag = (name: string, absent: boolean): boolean => {
    const value = values.get(name);
    return value === undefined ? absent : saysYes(value);
  };
  return {
    autofallthrough: flag('autofallthrough', true),
    clearGlobalVariables: flag('clearglobalvars', false),
    overrideSwitch: values.get('overrideswitch') || undefined,
    staticFile: flag('static', false),
    writeProtect: flag('writeprotect', false),
  };
}
