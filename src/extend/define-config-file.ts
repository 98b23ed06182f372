import type { AnySchema } from '../config/schema/schema.ts';

/** A configuration file that a module reads, as the registry keeps it. */
export interface ConfigFileDefinition {
  /** The Asterisk module that reads it, without `.so`. */
  readonly module: string;
  readonly schema: AnySchema;
}

/**
 * Makes the schema of a driver's, feature's or integration's file known, so that `asterism check` and the documentation
 * find it. One file in the folder `files/`, which exports it as `configFile`; the module itself reads the file with the
 * schema and its types.
 */
export function defineConfigFile(definition: ConfigFileDefinition): ConfigFileDefinition {
  return definition;
}
