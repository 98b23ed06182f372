import type { ApplicationDefinition } from './define-application.ts';
import type { FunctionDefinition } from './define-function.ts';
import type { Contribution, Kind } from './kind.ts';
import { applicationKind, functionKind } from './kinds.ts';

/** The definitions that are loaded, by kind. `version` grows on every change, so that a lookup can be kept as long as it is true. */
export class Registry {
  readonly #kinds = new Map<Kind<never>, Map<string, unknown>>();
  #version = 0;

  /** A registry of everything that folders contribute, loaded or not: for checks and listings. */
  static of(contributions: readonly Contribution[]): Registry {
    const registry = new Registry();
    for (const contribution of contributions) contribution.addTo((kind, definition) => registry.add(kind, definition));
    return registry;
  }

  get version(): number {
    return this.#version;
  }

  /** Adds a definition; the returned function takes it out. */
  add<T>(kind: Kind<T>, definition: T): () => void {
    let map = this.#kinds.get(kind);
    if (!map) {
      map = new Map();
      this.#kinds.set(kind, map);
    }
    const definitions = map;
    const key = fold(kind, kind.keyOf(definition));
    definitions.set(key, definition);
    this.#version++;
    return () => {
      if (definitions.get(key) === definition) definitions.delete(key);
      this.#version++;
    };
  }

  /** The definition of that name. */
  find<T>(kind: Kind<T>, name: string): T | undefined {
    return this.#kinds.get(kind)?.get(fold(kind, name)) as T | undefined;
  }

  /** All of a kind, sorted by name. */
  list<T>(kind: Kind<T>): T[] {
    const map = this.#kinds.get(kind) as Map<string, T> | undefined;
    if (!map) return [];
    return [...map]
      .sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
      .map(([, definition]) => definition);
  }

  /** An application by name, without regard to case. */
  application(name: string): ApplicationDefinition | undefined {
    return this.find(applicationKind, name);
  }

  /** A function by its exact name. */
  function(name: string): FunctionDefinition | undefined {
    return this.find(functionKind, name);
  }
}

function fold(kind: Kind<never>, name: string): string {
  return kind.ignoreCase ? name.toLowerCase() : name;
}
