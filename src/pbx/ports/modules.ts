import { defineTopic } from '../../base/event-bus.ts';
import { definePort } from '../../base/port.ts';

/** A module as the console lists it. */
export interface ModuleListing {
  /** With `.so`, as Asterisk names it. */
  readonly name: string;
  readonly description: string;
  readonly useCount: number;
  readonly status: 'Running' | 'Not Running';
}

/** The whole configuration, or one module's, has been read again; `module` is empty for all, else as it was asked for. */
export const modulesReloaded = defineTopic<{
  readonly module: string;
  readonly ok: boolean;
  /** It has nothing to read again. */
  readonly unsupported?: true;
}>('modulesReloaded');

/** Somebody has loaded a module, or unloaded it; named as it was asked for. */
export const moduleChanged = defineTopic<{ readonly module: string; readonly change: 'load' | 'unload' }>(
  'moduleChanged',
);

/** The instance ends: all modules are about to be closed, and may come back with another start. */
export const modulesEnding = defineTopic<{
  /** There were no channels left. */
  readonly clean: boolean;
  readonly restart: boolean;
}>('modulesEnding');

/** What came of a request about a module. */
export type ModuleOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly message: string;
      /** The module has nothing to read again. */
      readonly unsupported?: true;
    };

/** Loads, unloads and reloads modules while calls are up. Names with or without `.so`. */
export interface Modules {
  list(): readonly ModuleListing[];
  isLoaded(name: string): boolean;
  /** The names of those that could be loaded and are not, with `.so`. */
  readonly idle: readonly string[];
  load(name: string): Promise<ModuleOutcome>;
  unload(name: string, force: boolean): Promise<ModuleOutcome>;
  /** One module, or all. A module that has nothing to read again is not ok under its own name. */
  reload(name?: string): Promise<ModuleOutcome>;
}

/** @see Modules */
export const modulesPort = definePort<Modules>('modules');
