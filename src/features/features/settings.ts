import type { AppliedSections } from '../../config/schema/schema.ts';
import type { featuresSchema } from './files/features-conf.ts';

type Values = AppliedSections<typeof featuresSchema.sections>;

/** The options of `[general]`, in the units of the file. */
export type GeneralSettings = Values['general']['values'];
/** What is built in, by its name in `[featuremap]`. */
export type BuiltinFeature = keyof Values['featuremap']['values'];

/** An application of the applicationmap. */
export interface DynamicFeature {
  readonly name: string;
  readonly code: string;
  /** On whom it runs, seen from who presses the code. */
  readonly runsOn: 'self' | 'peer';
  readonly application: string;
  readonly data: string;
  /** The music that the other one hears meanwhile; empty for none. */
  readonly musicClass: string;
}

/** features.conf as it stands now. */
export interface FeatureSettings {
  readonly general: GeneralSettings;
  readonly codes: Readonly<Record<BuiltinFeature, string>>;
  readonly applications: ReadonlyMap<string, DynamicFeature>;
  /** The applications of each group, with the codes that they have there. */
  readonly groups: ReadonlyMap<string, readonly DynamicFeature[]>;
}

/**
 * What features.conf says; lines of the applicationmap that make no sense are told to `fault` and left out. A code that no phone can
 * press is one for `warn`.
 */
export function readSettings(
  values: Values,
  fault: (message: string) => void,
  warn: (message: string) => void = fault,
): FeatureSettings {
  const applications = new Map<string, DynamicFeature>();
  for (const { name, value } of values.applicationmap.values.applications) {
    const feature = readDynamic(name, value);
    if (feature && !/^[0-9*#A-D]+$/.test(feature.code))
      warn(
        `the code '${feature.code}' of '${name}' in [applicationmap] cannot be pressed: it has more than digits, * and #`,
      );
    if (feature) applications.set(name, feature);
    else fault(`'${name} => ${value}' in [applicationmap] is not 'code,self|peer[/caller|callee|both],application'`);
  }
  const groups = new Map<string, DynamicFeature[]>();
  for (const { name, values: group } of values.groups) {
    const members: DynamicFeature[] = [];
    for (const { name: member, value } of group.members) {
      const feature = applications.get(member);
      if (feature) members.push(value.trim() === '' ? feature : { ...feature, code: value.trim() });
      else fault(`the group [${name}] names '${member}', which is not in [applicationmap]`);
    }
    groups.set(name, members);
  }
  return { general: values.general.values, codes: values.featuremap.values, applications, groups };
}

/** `code,self|peer[/caller|callee|both],application[(arguments)|,arguments[,music]]`; which of the two may press it is for DYNAMIC_FEATURES to say. @see observed: Asterisk 16 reads the word behind the stroke and heeds it not */
function readDynamic(name: string, line: string): DynamicFeature | undefined {
  const match = /^([^,]*),([^,]*),(.*)$/s.exec(line);
  if (!match) return undefined;
  const code = (match[1] ?? '').trim();
  const who = /^(self|peer|caller|callee)(?:\/(?:caller|callee|both))?$/i.exec((match[2] ?? '').trim());
  const { application, data, musicClass } = readApplication((match[3] ?? '').trim());
  if (!who || code === '' || application === '') return undefined;
  const on = (who[1] ?? '').toLowerCase();
  return {
    name,
    code,
    // The two old words stand for that party pressing the code on the other's behalf.
    runsOn: on === 'peer' || on === 'callee' ? 'peer' : 'self',
    application,
    data,
    musicClass,
  };
}

/** `app(data)[,music]` or `app[,data[,music]]`, where quotes keep commas together. */
function readApplication(text: string): Pick<DynamicFeature, 'application' | 'data' | 'musicClass'> {
  const bracketed = /^([^,(]+)\((.*)\)(?:,(.*))?$/s.exec(text);
  if (bracketed) {
    const [, application = '', data = '', musicClass = ''] = bracketed;
    return { application: application.trim(), data: unquote(data), musicClass: musicClass.trim() };
  }
  const [application = '', data = '', musicClass = ''] = text.match(/("[^"]*"|[^,])+|(?<=,)(?=,|$)/g) ?? [];
  return { application: application.trim(), data: unquote(data.trim()), musicClass: musicClass.trim() };
}

function unquote(text: string): string {
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
