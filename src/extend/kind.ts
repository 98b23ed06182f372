/**
 * A kind of definition that folders contribute one file at a time: applications, functions, commands, manager actions, ….
 * A new kind is one `defineKind` and one line in `scripts/manifest.mjs`.
 */
export interface Kind<T> {
  /** Singular, for messages. */
  readonly name: string;
  /** The module (without `.so`) that a definition belongs to. */
  moduleOf(definition: T): string;
  /** The name under which it is found. */
  keyOf(definition: T): string;
  /** Names are compared without regard to case. */
  readonly ignoreCase: boolean;
}

/** Declares a kind. */
export function defineKind<T>(kind: Kind<T>): Kind<T> {
  return kind;
}

/** One definition with its kind, erased so that a manifest can hold all of them. */
export interface Contribution {
  readonly module: string;
  /** Adds it to a registry; the returned function takes it out. */
  addTo(add: <T>(kind: Kind<T>, definition: T) => () => void): () => void;
}

/** The contributions of one kind; what the generated manifest is made of. */
export function contribute<T>(kind: Kind<T>, definitions: readonly T[]): Contribution[] {
  return definitions.map((definition) => ({
    module: kind.moduleOf(definition),
    addTo: (add) => add(kind, definition),
  }));
}
