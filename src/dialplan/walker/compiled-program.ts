import type { DialplanTarget } from '../../channel/position.ts';
import { type TimeSpec, timeSpecMatches } from '../../extend/time-spec.ts';
import type { ExtensionMatch } from '../../pbx/ports/dialplan.ts';
import type { ContextModel, DialplanModel, ExtensionModel } from '../model/model.ts';
import { ExtensionIndex } from '../pattern/extension-index.ts';
import { type MatchMode, matchPattern } from '../pattern/match.ts';
import { compileText } from '../substitute/compile.ts';
import type { SubstitutionContext } from '../substitute/context.ts';
import { modernizeStep } from './legacy.ts';
import { compileLoopback, type Loopback } from './loopback.ts';
import type { Hint, Program, Step } from './program.ts';

/** What a compiled program needs to know besides the model. */
export interface ProgramOptions {
  /** Epoch milliseconds, for includes with times. */
  now(): number;
  /** `[compat] legacy_syntax` of asterisk.conf. */
  readonly legacy: boolean;
  /** An earlier one: contexts that are the same in both are not compiled again. */
  readonly like?: Program | undefined;
}

/** Switches may lead into one another so deep. */
const DEPTH_LIMIT = 128;

/** Compiles a model. Texts are compiled when they are first run. */
export function compileProgram(model: DialplanModel, options: ProgramOptions): Program {
  return new CompiledProgram(model, options);
}

/** An extension with its steps. */
class Extension {
  readonly model: ExtensionModel;
  readonly #steps = new Map<number, Step>();
  readonly #legacy: boolean;

  constructor(model: ExtensionModel, legacy: boolean) {
    this.model = model;
    this.#legacy = legacy;
  }

  step(priority: number): Step | undefined {
    return this.#steps.get(priority) ?? this.#compile(priority);
  }

  #compile(priority: number): Step | undefined {
    const written = this.model.priorities.get(priority);
    if (!written) return undefined;
    const { application, argument, jump } = this.#legacy
      ? modernizeStep(written.application.text, written.argument.text)
      : { application: written.application.text, argument: written.argument.text, jump: undefined };
    const step: Step = {
      priority,
      label: written.label,
      application,
      argument: compileText(argument),
      span: written.span,
      movedTo: undefined,
      jump,
      cache: undefined,
    };
    this.#steps.set(priority, step);
    return step;
  }
}

/** One context with its lookups. */
class Context {
  readonly model: ContextModel;
  readonly index: ExtensionIndex<Extension>;
  readonly includes: ReadonlyArray<{ readonly context: string; readonly time: TimeSpec | undefined }>;
  readonly loopbacks: readonly Loopback[];
  // What was found last, since a call asks for one priority of an extension after another.
  lastExten = '';
  lastCaller: string | undefined;
  lastFound: Extension | undefined;

  constructor(model: ContextModel, legacy: boolean) {
    this.model = model;
    this.index = new ExtensionIndex(
      model.extensions.map((one) => ({ pattern: one.pattern, caller: one.caller, value: new Extension(one, legacy) })),
    );
    this.includes = model.includes;
    this.loopbacks = model.switches
      .filter((one) => one.name.toLowerCase() === 'loopback')
      .map((one) => compileLoopback(one.data, one.evaluated));
  }

  /** The first extension in order, whatever its priorities. */
  best(exten: string, caller: string | undefined): Extension | undefined {
    if (this.lastFound && this.lastExten === exten && this.lastCaller === caller) return this.lastFound;
    this.lastFound = this.index.find(exten, caller ?? '', 'match');
    this.lastExten = exten;
    this.lastCaller = caller;
    return this.lastFound;
  }
}

/** What was found, and where a switch has led. */
interface Found {
  readonly extension: Extension;
  readonly movedTo: DialplanTarget | undefined;
}

/** One search: what for, and what it has been through. */
interface Search {
  readonly caller: string | undefined;
  readonly mode: MatchMode;
  readonly accept: (extension: Extension, priority: number) => boolean;
  readonly call: SubstitutionContext | undefined;
  readonly seen: Set<string>;
  depth: number;
}

class CompiledProgram implements Program {
  readonly autofallthrough: boolean;
  readonly legacy: boolean;
  readonly #contexts = new Map<string, Context>();
  readonly #override: Loopback | undefined;
  readonly #now: () => number;

  constructor(model: DialplanModel, options: ProgramOptions) {
    this.autofallthrough = model.general.autofallthrough;
    this.legacy = options.legacy;
    this.#now = options.now;
    const { like, legacy } = options;
    const known = like instanceof CompiledProgram && like.legacy === legacy ? like.#contexts : undefined;
    for (const context of model.contexts.values()) {
      const same = known?.get(context.name);
      this.#contexts.set(context.name, same?.model === context ? same : new Context(context, legacy));
    }
    const [name, ...data] = (model.general.overrideSwitch ?? '').split('/');
    this.#override = name?.toLowerCase() === 'loopback' ? compileLoopback(data.join('/'), false) : undefined;
  }

  get contexts(): readonly string[] {
    return [...this.#contexts.keys()];
  }

  hasContext(context: string): boolean {
    return this.#contexts.has(context);
  }

  step(
    context: string,
    exten: string,
    priority: number,
    caller: string | undefined,
    call?: SubstitutionContext,
  ): Step | undefined {
    const own = this.#override ? undefined : this.#contexts.get(context)?.best(exten, caller)?.step(priority);
    if (own) return own;
    const found = this.#find({ context, exten, priority }, caller, 'match', hasPriority, call);
    if (!found) return undefined;
    const step = found.extension.step(found.movedTo?.priority ?? priority);
    return step && found.movedTo ? { ...step, movedTo: found.movedTo } : step;
  }

  match(context: string, exten: string, caller: string | undefined): ExtensionMatch {
    const place = { context, exten, priority: 1 };
    const asks = (mode: MatchMode): boolean => this.#find(place, caller, mode, hasPriority) !== undefined;
    return { exists: asks('match'), canMatch: asks('canMatch'), matchMore: asks('matchMore') };
  }

  labelled(context: string, exten: string, label: string, caller: string | undefined): number | undefined {
    const found = this.#find({ context, exten, priority: 1 }, caller, 'match', (extension) =>
      extension.model.labels.has(label),
    );
    return found?.extension.model.labels.get(label);
  }

  hint(context: string, exten: string): Hint | undefined {
    const found = this.#find(
      { context, exten, priority: 1 },
      '',
      'match',
      (extension) => extension.model.hint !== undefined,
    );
    return found?.extension.model.hint;
  }

  ignoresPattern(context: string, digits: string): boolean {
    const patterns = this.#contexts.get(context)?.model.ignorePatterns ?? [];
    return patterns.some(({ pattern }) => matchPattern(pattern, digits, 'match') === 'yes');
  }

  #find(
    place: DialplanTarget,
    caller: string | undefined,
    mode: MatchMode,
    accept: Search['accept'],
    call?: SubstitutionContext,
  ): Found | undefined {
    const search: Search = { caller, mode, accept, call, seen: new Set(), depth: 0 };
    return (this.#override && this.#through(this.#override, place, search)) ?? this.#findIn(place, search);
  }

  /** Own extensions first, then switches, then includes in their order. */
  #findIn(place: DialplanTarget, search: Search): Found | undefined {
    const context = this.#contexts.get(place.context);
    if (!context || search.seen.has(place.context)) return undefined;
    search.seen.add(place.context);
    const { priority } = place;
    const own = context.index.find(place.exten, search.caller ?? '', search.mode, (one) =>
      search.accept(one, priority),
    );
    if (own) return { extension: own, movedTo: undefined };
    for (const loopback of context.loopbacks) {
      const found = this.#through(loopback, place, search);
      if (found) return found;
    }
    for (const include of context.includes) {
      if (include.time && !timeSpecMatches(include.time, this.#now())) continue;
      const found = this.#findIn({ ...place, context: include.context }, search);
      if (found) return found;
    }
    return undefined;
  }

  #through(loopback: Loopback, place: DialplanTarget, search: Search): Found | undefined {
    const target = search.depth < DEPTH_LIMIT ? loopback(place, search.call) : undefined;
    if (!target) return undefined;
    const found = this.#findIn(target, { ...search, seen: new Set(), depth: search.depth + 1 });
    return found && { extension: found.extension, movedTo: found.movedTo ?? target };
  }
}

function hasPriority(extension: Extension, priority: number): boolean {
  return extension.model.priorities.has(priority);
}
