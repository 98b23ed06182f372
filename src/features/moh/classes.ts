import { isAbsolute, join } from 'node:path';
import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import type { DiagnosticKind } from '../../base/diagnostic-kind.ts';
import type { musicOnHoldSchema } from '../../config/files/musiconhold-conf.ts';
import type { AppliedSections } from '../../config/schema/schema.ts';
import { codes } from './codes.ts';
import { MusicClass, type MusicClassSettings, type MusicOrder } from './music-class.ts';
import { customCommand, playerCommand } from './program-command.ts';
import { PROGRAM_FORMATS, type ProgramSettings } from './program-music.ts';

/** The classes by lower-case name, as they stand in the file. */
export type MusicClasses = ReadonlyMap<string, MusicClass>;

type Values = AppliedSections<typeof musicOnHoldSchema.sections>;
type Section = Values['classes'][number];

/** The class that is heard where no other is meant. */
export const DEFAULT_CLASS = 'default';

/** What holds where there is no musiconhold.conf: the folder `moh` of astdatadir. */
export function builtInClasses(dataFolder: string): MusicClasses {
  return new Map([
    [DEFAULT_CLASS, new MusicClass({ ...PLAIN, name: DEFAULT_CLASS, directory: join(dataFolder, 'moh') })],
  ]);
}

/** The classes of musiconhold.conf, and what is wrong with them beyond the schema. */
export function readClasses(
  sections: readonly Section[],
  dataFolder: string,
): { classes: MusicClasses; diagnostics: readonly Diagnostic[] } {
  const classes = new Map<string, MusicClass>();
  const diagnostics: Diagnostic[] = [];
  for (const section of sections) {
    const settings = settingsOf(section, dataFolder);
    const program = settings.mode === 'custom' ? programOf(section, settings) : undefined;
    const one = new MusicClass({ ...settings, program: typeof program === 'string' ? undefined : program });
    classes.set(section.name.toLowerCase(), one);
    const fault = faultOf(section, one, typeof program === 'string' ? program : undefined);
    if (fault) diagnostics.push(fault);
  }
  return { classes, diagnostics };
}

const PLAIN: Omit<MusicClassSettings, 'name'> = {
  mode: 'files',
  directory: undefined,
  entries: [],
  order: 'none',
  announcement: undefined,
  application: undefined,
  format: 'slin',
  digit: undefined,
  loopLast: false,
  answeredOnly: false,
  program: undefined,
};

function settingsOf(section: Section, dataFolder: string): MusicClassSettings {
  const { values, name } = section;
  const mode = values.mode === 'files' || values.mode === 'playlist' ? values.mode : values.mode && 'custom';
  const { directory } = values;
  const order: MusicOrder = values.sort ?? (values.random ? 'random' : 'none');
  return {
    name,
    mode: mode ?? (values.application === undefined ? 'files' : 'custom'),
    directory: directory === undefined ? undefined : isAbsolute(directory) ? directory : join(dataFolder, directory),
    entries: values.entry,
    order,
    announcement: values.announcement,
    application: values.application,
    format: values.format,
    digit: values.digit,
    loopLast: values.loop_last,
    answeredOnly: values.answeredonly,
    program: undefined,
  };
}

/** What plays a class of mode custom or for MP3 files; a string says why nothing does. */
function programOf({ values, name }: Section, { directory, order }: MusicClassSettings): ProgramSettings | string {
  const { mode = 'custom', application = '' } = values;
  const command =
    mode === 'custom' || mode === 'files' || mode === 'playlist'
      ? customCommand(application, directory)
      : playerCommand(mode, directory, order === 'random');
  if (typeof command === 'string') return command;
  const format = mode === 'custom' ? values.format.toLowerCase() : 'slin';
  if (!Object.hasOwn(PROGRAM_FORMATS, format))
    return `the format '${values.format}' is not known; write one of ${Object.keys(PROGRAM_FORMATS).join(', ')}`;
  const killWhom = values.kill_method === 'process' ? 'process' : 'group';
  return { name, command, format, killDelayMs: values.kill_escalation_delay, killWhom };
}

function faultOf(section: Section, one: MusicClass, program: string | undefined): Diagnostic | undefined {
  const { mode, directory, entries } = one.settings;
  const say = (kind: DiagnosticKind, message: string, at: 'mode' | 'directory' | 'entry'): Diagnostic | undefined => {
    const place = section.at(at)?.value ?? section.sections[0]?.name;
    return place && diagnose(kind, message, place.span, { sourceLine: place.sourceLine });
  };
  if (mode === 'custom')
    return program === undefined
      ? undefined
      : say(codes.programMusic, `the program of class '${section.name}' cannot be run: ${program}`, 'mode');
  if (mode === 'files' && directory === undefined)
    return say(codes.noDirectory, `class '${section.name}' has no directory`, 'mode');
  if (mode === 'playlist' && entries.length === 0)
    return say(codes.noDirectory, `class '${section.name}' has no entry`, 'mode');
  if (one.pieces.length > 0) return undefined;
  const where = mode === 'files' ? `in ${directory}` : 'among its entries';
  return say(
    codes.noMusic,
    `there is no music for class '${section.name}' ${where}`,
    mode === 'files' ? 'directory' : 'entry',
  );
}
