import type { Diagnostic } from '../../base/diagnostic.ts';
import { definePort } from '../../base/port.ts';

/** Reads configuration files by name from the instance's folder. `T` is the reader's parsed file. */
export interface ConfigFiles<T> {
  /** The file as it stands now; undefined if there is none. Faults are in the file itself. */
  read(name: string): T | undefined;
  /** Faults found at start and at reloads, by file. */
  readonly faults: readonly Diagnostic[];
}

/** The port of a {@link ConfigFiles}; typed by `configFilesPort` in `extend/define-config-file.ts`. */
export const untypedConfigFilesPort = definePort<ConfigFiles<unknown>>('config-files');
