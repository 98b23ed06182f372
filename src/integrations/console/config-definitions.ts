import type { AnySchema } from '../../config/schema/schema.ts';
import type { CommandContext } from '../../extend/define-cli-command.ts';
import { configFileKind } from '../../extend/kinds.ts';
import { registryPort } from '../../pbx/ports/registry.ts';

/** A configuration file with the module that reads it. */
export interface KnownFile {
  readonly module: string;
  readonly schema: AnySchema;
}

/** The modules that read files of the core, where it is not the core itself. */
const CORE_READERS: Readonly<Record<string, string>> = {
  'extensions.conf': 'pbx_config',
  'manager.conf': 'manager',
  'musiconhold.conf': 'res_musiconhold',
  'indications.conf': 'sounds',
  'cli_aliases.conf': 'res_clialiases',
  'rtp.conf': 'rtp',
  'logger.conf': 'logger',
  'acl.conf': 'named_acl',
};

/** All files that the loaded modules and the core read, by name. The table of the core is read when it is needed. */
export async function knownConfigFiles(context: CommandContext): Promise<readonly KnownFile[]> {
  const { coreSchemas } = await import('../../config/files/all.ts');
  const core = coreSchemas.map((schema) => ({ module: CORE_READERS[schema.file] ?? 'core', schema }));
  const all: KnownFile[] = [...core, ...context.use(registryPort).list(configFileKind)];
  return all.sort((a, b) => (a.schema.file < b.schema.file ? -1 : 1));
}
