import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { LogHub } from '../../base/log.ts';
import type { PortRegistry } from '../../base/port.ts';
import type { Scope } from '../../base/scope.ts';
import type { LoadResult, ModuleContext, ModuleDefinition, ModuleInstance } from '../../extend/define-module.ts';
import type { Contribution } from '../../extend/kind.ts';
import type { Registry } from '../../extend/registry.ts';
import type { ConfigFiles } from '../ports/config-files.ts';
import {
  type ModuleListing,
  type ModuleOutcome,
  type Modules,
  moduleChanged,
  modulesReloaded,
} from '../ports/modules.ts';
import { isCoreModule } from './core-modules.ts';
import { moduleName } from './module-name.ts';

/** What there is to load: the generated manifest. */
export interface Manifest {
  readonly modules: readonly ModuleDefinition[];
  readonly contributions: readonly Contribution[];
}

/** Which modules are wanted, from modules.conf; names without `.so`. */
export interface ModulePolicy {
  readonly autoload: boolean;
  readonly load: ReadonlySet<string>;
  readonly noload: ReadonlySet<string>;
}

/** What the manager needs. */
export interface ModuleHouse {
  readonly manifest: Manifest;
  readonly registry: Registry;
  readonly ports: PortRegistry;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly logHub: LogHub;
  readonly configFiles: ConfigFiles;
  readonly scope: Scope;
}

interface Loaded {
  readonly scope: Scope;
  readonly instance: ModuleInstance | undefined;
}

/** Loads, unloads and reloads modules while calls are up. A module without a file of its own is the sum of what names it. */
export class ModuleManager implements Modules {
  readonly #house: ModuleHouse;
  readonly #definitions = new Map<string, ModuleDefinition>();
  readonly #contributions = new Map<string, Contribution[]>();
  readonly #loaded = new Map<string, Loaded>();

  constructor(house: ModuleHouse) {
    this.#house = house;
    for (const definition of house.manifest.modules) this.#definitions.set(definition.name, definition);
    for (const contribution of house.manifest.contributions) {
      const known = this.#contributions.get(contribution.module);
      if (known) known.push(contribution);
      else this.#contributions.set(contribution.module, [contribution]);
    }
  }

  /** Loads what the policy wants, each module after those whose ports it needs. One that fails or declines stops nobody. */
  async loadAll(policy: ModulePolicy): Promise<void> {
    const wanted = new Set<string>();
    for (const name of this.#names())
      if ((policy.autoload || policy.load.has(name) || isCoreModule(name)) && !policy.noload.has(name))
        wanted.add(name);
    for (const name of [...wanted].filter((one) => !this.#definitions.has(one))) await this.#loadOne(name);
    for (const definition of this.#ordered(wanted)) {
      const outcome = await this.#loadOne(definition.name);
      if (!outcome.ok) this.#log('loader').verbose(4, `${definition.name} stays out: ${outcome.message}`);
    }
  }

  list(): readonly ModuleListing[] {
    const optional = [...this.#loaded].filter(([name]) => !isCoreModule(name));
    return optional.map(([name, loaded]) => ({
      name: `${name}.so`,
      description: this.#definitions.get(name)?.description ?? this.#describe(name),
      useCount: loaded.instance?.inUse?.() ?? 0,
      status: 'Running' as const,
    }));
  }

  isLoaded(name: string): boolean {
    return this.#loaded.has(moduleName(name));
  }

  get idle(): readonly string[] {
    return [...this.#names()].filter((name) => !this.#loaded.has(name)).map((name) => `${name}.so`);
  }

  async load(name: string): Promise<ModuleOutcome> {
    const plain = moduleName(name);
    if (this.#loaded.has(plain)) return { ok: false, message: `Module '${plain}.so' already loaded and running.` };
    if (!this.#names().has(plain)) return { ok: false, message: `there is no module '${plain}.so'` };
    const outcome = await this.#loadOne(plain);
    if (outcome.ok) this.#house.bus.publish(moduleChanged, { module: name, change: 'load' });
    return outcome;
  }

  async unload(name: string, force: boolean): Promise<ModuleOutcome> {
    const plain = moduleName(name);
    const loaded = this.#loaded.get(plain);
    if (!loaded || isCoreModule(plain)) return { ok: false, message: `Module '${plain}.so' is not loaded` };
    const uses = loaded.instance?.inUse?.() ?? 0;
    if (uses > 0 && !force)
      return {
        ok: false,
        message: `Module '${plain}.so' is in use ${uses} times; with -f it is unloaded and what uses it ends`,
      };
    const dependents = this.#dependentsOf(plain);
    if (dependents.length > 0 && !force)
      return { ok: false, message: `Module '${plain}.so' is needed by ${dependents.join(', ')}` };
    for (const dependent of dependents) await this.unload(dependent, true);
    this.#loaded.delete(plain);
    await loaded.scope.close();
    this.#house.bus.publish(moduleChanged, { module: name, change: 'unload' });
    return { ok: true };
  }

  async reload(name?: string): Promise<ModuleOutcome> {
    if (name !== undefined) {
      const plain = moduleName(name);
      const loaded = this.#loaded.get(plain);
      if (!loaded) return { ok: false, message: `No such module '${name}'` };
      if (!loaded.instance?.reload) {
        this.#house.bus.publish(modulesReloaded, { module: name, ok: false, unsupported: true });
        return { ok: false, message: `The module '${name}' does not support reloads`, unsupported: true };
      }
      const outcome = await this.#reloadOne(plain, loaded);
      this.#house.bus.publish(modulesReloaded, { module: name, ok: outcome.ok });
      return outcome;
    }
    const failures: string[] = [];
    for (const [plain, loaded] of this.#loaded) {
      const outcome = await this.#reloadOne(plain, loaded);
      if (!outcome.ok) failures.push(`${plain}.so: ${outcome.message}`);
    }
    this.#house.bus.publish(modulesReloaded, { module: '', ok: failures.length === 0 });
    return failures.length === 0 ? { ok: true } : { ok: false, message: failures.join('; ') };
  }

  async #reloadOne(name: string, loaded: Loaded): Promise<ModuleOutcome> {
    const description = this.#definitions.get(name)?.description ?? '';
    if (loaded.instance?.reload) this.#log(name).verbose(2, `Reloading module '${name}.so' (${description})`);
    try {
      const result = await loaded.instance?.reload?.();
      return result && !result.ok ? { ok: false, message: result.declined } : { ok: true };
    } catch (error) {
      this.#log(name).error(`reload of ${name}.so failed: ${messageOf(error)}`);
      return { ok: false, message: messageOf(error) };
    }
  }

  async #loadOne(name: string): Promise<ModuleOutcome> {
    const definition = this.#definitions.get(name);
    for (const port of definition?.needs ?? []) {
      if (!this.#house.ports.has(port))
        return { ok: false, message: `it needs ${port.name}, which no loaded module offers` };
    }
    const scope = this.#house.scope.child(name);
    try {
      const started = await definition?.start(this.#context(name, scope));
      if (started && isDeclined(started)) {
        await scope.close();
        return { ok: false, message: started.declined };
      }
      for (const contribution of this.#contributions.get(name) ?? []) {
        scope.onClose(
          'definition',
          contribution.addTo((kind, one) => this.#house.registry.add(kind, one)),
        );
      }
      this.#loaded.set(name, { scope, instance: isInstance(started) ? started : undefined });
      return { ok: true };
    } catch (error) {
      await scope.close();
      this.#log(name).error(`${name}.so failed to load: ${messageOf(error)}`);
      return { ok: false, message: messageOf(error) };
    }
  }

  #context(name: string, scope: Scope): ModuleContext {
    const { ports, clock, bus, configFiles } = this.#house;
    return {
      clock,
      bus,
      scope,
      log: this.#log(name),
      use: (port) => ports.use(port),
      has: (port) => ports.has(port),
      offer: (port, service) => scope.onClose(port.name, ports.offer(port, service)),
      report: (diagnostics) => configFiles.report(name, diagnostics),
    };
  }

  #ordered(wanted: ReadonlySet<string>): ModuleDefinition[] {
    const waiting = [...wanted].flatMap((name) => this.#definitions.get(name) ?? []);
    const ordered: ModuleDefinition[] = [];
    while (waiting.length > 0) {
      const offeredLater = new Set(waiting.flatMap((one) => one.offers));
      const waitingNames = new Set(waiting.map((one) => one.name));
      const index = waiting.findIndex(
        (one) =>
          one.needs.every((port) => !offeredLater.has(port) || one.offers.includes(port)) &&
          one.after.every((name) => !waitingNames.has(name)),
      );
      ordered.push(...waiting.splice(Math.max(0, index), 1));
    }
    return ordered;
  }

  #dependentsOf(name: string): string[] {
    const offers = this.#definitions.get(name)?.offers ?? [];
    return [...this.#loaded.keys()].filter((other) =>
      this.#definitions.get(other)?.needs.some((port) => offers.includes(port)),
    );
  }

  #names(): Set<string> {
    return new Set([...this.#definitions.keys(), ...this.#contributions.keys()]);
  }

  /** What has no module of its own is described by what it defines. */
  #describe(name: string): string {
    const names: string[] = [];
    for (const contribution of this.#contributions.get(name) ?? [])
      contribution.addTo((kind, one) => {
        names.push(kind.keyOf(one));
        return () => {};
      });
    return names.join(', ');
  }

  #log(name: string): ReturnType<LogHub['logger']> {
    return this.#house.logHub.logger(name);
  }
}

function isDeclined(value: ModuleInstance | LoadResult): value is { readonly ok: false; readonly declined: string } {
  return 'ok' in value && value.ok === false;
}

function isInstance(value: ModuleInstance | LoadResult | undefined): value is ModuleInstance {
  return value !== undefined && !('ok' in value);
}
