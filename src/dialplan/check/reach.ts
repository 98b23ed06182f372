import type { DialplanModel, ExtensionModel } from '../model/model.ts';
import { matchPattern } from '../pattern/match.ts';
import { withoutDashes } from '../pattern/pattern.ts';

/** The extensions of one context, so that a written one is found without trying all. */
interface Extensions {
  readonly literal: ReadonlyMap<string, readonly ExtensionModel[]>;
  readonly patterns: readonly ExtensionModel[];
}

/** Answers where a call can get to in a dialplan, at any time of day and for any caller. What was found is kept. */
export class Reach {
  readonly #model: DialplanModel;
  readonly #contexts = new Map<string, readonly string[]>();
  readonly #extensions = new Map<string, Extensions>();
  #includedBy: Map<string, string[]> | undefined;

  constructor(model: DialplanModel) {
    this.#model = model;
  }

  /** Whether a context has an extension; where a switch may have it, yes. */
  hasExtension(context: string, extension: string): boolean {
    return this.hasSwitch(context) || this.extensionsFor(context, extension).length > 0;
  }

  /** The extensions that a call for `extension` may run in a context, of those that it includes too. */
  extensionsFor(context: string, extension: string): ExtensionModel[] {
    const digits = withoutDashes(extension);
    return this.contextsFrom(context).flatMap((name) => {
      const { literal, patterns } = this.#extensionsOf(name);
      return [
        ...(literal.get(digits) ?? []),
        // A pattern is reached by itself, too.
        ...patterns.filter(
          ({ pattern }) => pattern.source === extension || matchPattern(pattern, extension, 'match') === 'yes',
        ),
      ];
    });
  }

  /** The patterns of a context and of those that it includes. */
  patternsIn(context: string): ExtensionModel[] {
    return this.contextsFrom(context).flatMap((name) => this.#extensionsOf(name).patterns);
  }

  /** Whether extensions of a context may come from elsewhere, so that none can be said to be missing. */
  hasSwitch(context: string): boolean {
    if (this.#model.general.overrideSwitch !== undefined) return true;
    return this.contextsFrom(context).some((name) => (this.#model.contexts.get(name)?.switches.length ?? 0) > 0);
  }

  /** A context and all that it includes, each once. */
  contextsFrom(context: string): readonly string[] {
    return this.#walk(this.#contexts, context, (name) =>
      (this.#model.contexts.get(name)?.includes ?? []).map((include) => include.context),
    );
  }

  /** The contexts that include a context, directly or through others. */
  includersOf(context: string): readonly string[] {
    const byName = (this.#includedBy ??= this.#invert());
    return this.#walk(new Map(), context, (name) => byName.get(name) ?? []).filter((name) => name !== context);
  }

  #walk(
    known: Map<string, readonly string[]>,
    from: string,
    next: (name: string) => readonly string[],
  ): readonly string[] {
    const before = known.get(from);
    if (before) return before;
    const found = new Set<string>();
    const open = [from];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (found.has(name) || !this.#model.contexts.has(name)) continue;
      found.add(name);
      open.push(...next(name));
    }
    const list = [...found];
    known.set(from, list);
    return list;
  }

  #invert(): Map<string, string[]> {
    const byName = new Map<string, string[]>();
    for (const context of this.#model.contexts.values()) {
      for (const include of context.includes) {
        byName.set(include.context, [...(byName.get(include.context) ?? []), context.name]);
      }
    }
    return byName;
  }

  #extensionsOf(context: string): Extensions {
    const known = this.#extensions.get(context);
    if (known) return known;
    const literal = new Map<string, ExtensionModel[]>();
    const patterns: ExtensionModel[] = [];
    for (const extension of this.#model.contexts.get(context)?.extensions ?? []) {
      if (extension.pattern.isPattern) {
        patterns.push(extension);
        continue;
      }
      const digits = withoutDashes(extension.name);
      literal.set(digits, [...(literal.get(digits) ?? []), extension]);
    }
    const made = { literal, patterns };
    this.#extensions.set(context, made);
    return made;
  }
}
