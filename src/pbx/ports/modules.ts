import { definePort } from '../../base/port.ts';

/** A module as the console lists it. */
export interface ModuleListing {
  /** With `.so`, as Asterisk names it. */
  readonly name: string;
  readonly description: string;
  readonly useCount: number;
  readonly status: 'Running' | 'Not Running';
}

/** What came of a request about a module. */
export type ModuleOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Loads, unloads and reloads modules while calls are up. Names with or without `.so`. */
export interface Modules {
  list(): readonly ModuleListing[];
  isLoaded(name: string): boolean;
  load(name: string): Promise<ModuleOutcome>;
  unload(name: string, force: boolean): Promise<ModuleOutcome>;
  /** One module, or all. */
  reload(name?: string): Promise<ModuleOutcome>;
}

/** @see Modules */
export const modulesPort = definePort<Modules>('modules');
