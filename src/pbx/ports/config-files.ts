import type { Diagnostic } from '../../base/diagnostic.ts';
import { definePort } from '../../base/port.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import type { LoadedConfig } from '../../config/schema/apply-schema.ts';
import type { ConfigSchema, Sections } from '../../config/schema/schema.ts';
import type { SourceLine } from '../../config/text.ts';

/** Reads the instance's configuration files by name, for example `sip.conf`. */
export interface ConfigFiles {
  /** The file as it stands now, with what it includes. A missing one is marked so; faults are in the file itself. */
  read(name: string): ConfigFile;
  /**
   * The file that `schema` is for, read by it and its faults reported; always a complete result, as of `applySchema`.
   * @param name where the file is called otherwise.
   */
  load<S extends Sections>(schema: ConfigSchema<S>, name?: string): LoadedConfig<S>;
  /** The lines of a file as they stand, for those that are no `.conf`; undefined where it cannot be read. */
  lines(name: string): readonly SourceLine[] | undefined;
  /** Prints diagnostics to the log and keeps them as the latest of `file`. @param fatal the file is refused and what was loaded stays. */
  report(file: string, diagnostics: readonly Diagnostic[]): void;
  /** The latest diagnostics of all files. */
  readonly faults: readonly Diagnostic[];
}

/** @see ConfigFiles */
export const configFilesPort = definePort<ConfigFiles>('config-files');
