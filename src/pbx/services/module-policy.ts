import { modulesSchema } from '../../config/files/modules-conf.ts';
import type { ConfigText } from '../../config/text.ts';
import type { ConfigFiles } from '../ports/config-files.ts';
import { isCoreModule } from './core-modules.ts';
import type { ModulePolicy } from './module-manager.ts';
import { moduleName } from './module-name.ts';

/** What modules.conf asks for. */
export interface RequestedModules extends ModulePolicy {
  /** Without these the start fails. */
  readonly required: ReadonlyArray<{ readonly name: string; readonly at: ConfigText }>;
  /** Every module that is named, with the place. */
  readonly named: ReadonlyArray<{ readonly name: string; readonly at: ConfigText }>;
}

/**
 * Reads modules.conf. Everything is loaded where there is none.
 */
export function readModulePolicy(files: ConfigFiles): RequestedModules {
  const { file, values } = files.load(modulesSchema);
  const load = new Set<string>();
  const noload = new Set<string>();
  const required: Array<{ name: string; at: ConfigText }> = [];
  const named: Array<{ name: string; at: ConfigText }> = [];
  for (const line of values.modules.values.wanted) {
    const name = moduleName(line.value.text);
    named.push({ name, at: line.value });
    if (line.name === 'noload') {
      if (!isCoreModule(name)) noload.add(name);
      continue;
    }
    load.add(name);
    if (line.name.includes('require')) required.push({ name, at: line.value });
  }
  return { autoload: file.missing || values.modules.values.autoload, load, noload, required, named };
}
