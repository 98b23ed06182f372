import type { Diagnostic } from '../base/diagnostic.ts';
import type { ConfigFile } from '../config/config-file.ts';
import type { AnySchema } from '../config/schema/schema.ts';

/** A configuration file that a module reads, as the registry keeps it. */
export interface ConfigFileDefinition {
  /** The Asterisk module that reads it, without `.so`. */
  readonly module: string;
  readonly schema: AnySchema;
  /** What the module finds wrong with the file beyond the schema, as it tells at load. What the schema finds may be among it. */
  readonly examine?: (file: ConfigFile) => readonly Diagnostic[];
}

/**
 * Makes the schema of a driver's, feature's or integration's file known, so that `asterism check` and the documentation
 * find it. One file in the folder `files/`, which exports it as `configFile`; the module itself reads the file with the
 * schema and its types.
 */
export function defineConfigFile(definition: ConfigFileDefinition): ConfigFileDefinition {
  return definition;
}
