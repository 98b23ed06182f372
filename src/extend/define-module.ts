import type { Clock } from '../base/clock.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { EventBus } from '../base/event-bus.ts';
import type { Logger } from '../base/log.ts';
import type { Port, PortFinder } from '../base/port.ts';
import type { Scope } from '../base/scope.ts';

/** What a module gets when it is started. */
export interface ModuleContext extends PortFinder {
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  /** Ends when the module is unloaded: everything the module opens belongs to it. */
  readonly scope: Scope;
  /** Offers a service until the module is unloaded. */
  offer<T>(port: Port<T>, service: T): void;
  /** Reports faults of configuration, each with its place; printed and kept for `module show`. */
  report(diagnostics: readonly Diagnostic[]): void;
}

/** What came of loading or reloading. */
export type LoadResult =
  | { readonly ok: true }
  /** The module is not wanted or not configured: it stays out, and nothing is wrong. */
  | { readonly ok: false; readonly declined: string };

/** A started module. */
export interface ModuleInstance {
  /** Reads its configuration again; refuses a faulty one and keeps the old. */
  reload?(): LoadResult | Promise<LoadResult>;
  /** Something that speaks against unloading now, for example calls that are up. */
  inUse?(): number;
}

/** How a module is written: `module.ts` in its folder. */
export interface ModuleSpec {
  /** Asterisk's name for it, without `.so`. */
  readonly name: string;
  readonly description: string;
  /** Ports that must be offered before it starts. */
  readonly needs?: readonly Port<unknown>[];
  /** Ports it offers. */
  readonly offers?: readonly Port<unknown>[];
  /** Loaded later than these modules, where they are loaded at all. */
  readonly after?: readonly string[];
  /** Starts it. @returns undefined or an instance; a LoadResult that is not ok where it declines. */
  start(
    context: ModuleContext,
  ): ModuleInstance | LoadResult | undefined | Promise<ModuleInstance | LoadResult | undefined>;
}

/** A module as the registry keeps it. */
export interface ModuleDefinition extends ModuleSpec {
  readonly needs: readonly Port<unknown>[];
  readonly offers: readonly Port<unknown>[];
  readonly after: readonly string[];
}

/** Defines a module. The file exports it as `module`. Its applications, functions, commands, actions and events name it by `module:`. */
export function defineModule(spec: ModuleSpec): ModuleDefinition {
  return { needs: [], offers: [], after: [], ...spec };
}
