import type { ManagerContext } from '../../extend/define-manager-action.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';

/** A section as programs edit it: names and values as they are meant, comments left out. */
export interface ConfigSectionText {
  readonly name: string;
  readonly items: ReadonlyArray<readonly [name: string, value: string]>;
}

/** The sections of a file of the configuration folder; a string says why there are none. No file outside of it is read. */
export function readConfigFile(context: ManagerContext, name: string): readonly ConfigSectionText[] | string {
  if (name === '') return 'Filename not specified';
  if (name.includes('/') || name.includes('\\') || name.startsWith('.') || name.includes('\0'))
    return 'File requires escalated priveledges';
  const file = context.use(configFilesPort).read(name);
  if (file.missing) return 'Config file not found';
  if (file.rejected) return 'Config file has invalid format';
  return file.sections.map((section) => ({
    name: section.name.text,
    items: section.items.map((item) => [item.name.text, item.value.text] as const),
  }));
}
