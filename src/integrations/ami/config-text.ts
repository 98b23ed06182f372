import type { ConfigSection } from '../../config/config-file.ts';
import type { ManagerContext } from '../../extend/define-manager-action.ts';
import { compilePosixRegex, type PosixRegex } from '../../extend/posix-regex.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';

/** A section as programs edit it: names and values as they are meant, comments left out. */
export interface ConfigSectionText {
  readonly name: string;
  /** It only serves to be inherited from. */
  readonly template: boolean;
  /** The sections that it inherits from. */
  readonly bases: readonly string[];
  readonly items: ReadonlyArray<readonly [name: string, value: string]>;
}

/** What a client hears of a file that it may not touch, or that is not there. */
export const OUT_OF_REACH = 'File requires escalated priveledges';

/** True if a client may name this file: one of the configuration folder itself. */
export function isConfigFileName(name: string): boolean {
  return !(name.includes('/') || name.includes('\\') || name.startsWith('.') || name.includes('\0'));
}

/** The sections of a file of the configuration folder; a string says why there are none. No file outside of it is read. */
export function readConfigFile(
  context: ManagerContext,
  name: string,
  absent = 'Config file not found',
): readonly ConfigSectionText[] | string {
  if (name === '') return 'Filename not specified';
  if (!isConfigFileName(name)) return OUT_OF_REACH;
  const file = context.use(configFilesPort).read(name);
  if (file.missing) return absent;
  if (file.rejected) return 'Config file has invalid format';
  return [
    ...file.sections.map((section) => textOf(section, false)),
    ...file.templates.map((section) => textOf(section, true)),
  ];
}

function textOf(section: ConfigSection, template: boolean): ConfigSectionText {
  return {
    name: section.name.text,
    template,
    bases: section.bases.map(({ text }) => text),
    items: section.items.map((item) => [item.name.text, item.value.text] as const),
  };
}

/**
 * The sections that `Category` and `Filter` of an action ask for. A filter is `name=expression` pairs separated by commas, all of which a value must
 * match; `TEMPLATES=include` or `TEMPLATES=restrict` among them brings the templates in, or them alone.
 */
export function chooseSections(
  sections: readonly ConfigSectionText[],
  category: string,
  filter: string,
): readonly ConfigSectionText[] {
  let templates: 'no' | 'include' | 'restrict' = 'no';
  const wanted: Array<{ readonly name: string; readonly regex: PosixRegex }> = [];
  for (const pair of filter.split(',').filter((one) => one !== '')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? '' : pair.slice(equals + 1);
    if (name.toUpperCase() === 'TEMPLATES') {
      templates = value.toLowerCase() === 'restrict' ? 'restrict' : 'include';
      continue;
    }
    const compiled = compilePosixRegex(value);
    if ('error' in compiled) return [];
    wanted.push({ name: name.toLowerCase(), regex: compiled.regex });
  }
  return sections.filter(
    (section) =>
      (category === '' || section.name === category) &&
      (section.template ? templates !== 'no' : templates !== 'restrict') &&
      wanted.every(({ name, regex }) =>
        section.items.some(([key, value]) => key.toLowerCase() === name && regex.exec(value) !== undefined),
      ),
  );
}
