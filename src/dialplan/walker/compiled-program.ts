import { atOnce, type Slices } from '../../base/slices.ts';
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
  return atOnce(compileProgramInSlices(model, options));
}

/** As {@link compileProgram}, with pauses on the way. */
export function* compileProgramInSlices(model: DialplanModel, options: ProgramOptions): Slices<Program> {
  const { like, legacy } = options;
  const known = like instanceof CompiledProgram && like.legacy === legacy ? like.compiled : undefined;
  const contexts = new Map<string, Context>();
  for (const context of model.contexts.values()) {
    const same = known?.get(context.name);
    contexts.set(context.name, same?.model === context ? same : yield* compileContext(context, legacy));
  }
  return new CompiledProgram(model, options, contexts);
}

function* compileContext(model: ContextModel, legacy: boolean): Slices<Context> {
  const extensions = model.extensions.map((one) => ({
    pattern: one.pattern,
    caller: one.caller,
    value: new Extension(one, legacy),
  }));
  yield;
  return new Context(model, yield* ExtensionIndex.inSlices(extensions));
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

  constructor(model: ContextModel, index: ExtensionIndex<Extension>) {
    this.model = model;
    this.index = index;
    this.includes = model.includes;
    this.loopbacks = model.switches
      .filter((one) => one.name.toLowerCase() === 'loopback')
      .map((one) => compileLoopback(one.data, one.evaluated));
  }

  /** Whether {@link best} has found this one last. */
  isLast(exten: string, caller: string | undefined): boolean {
    return this.lastFound !== undefined && this.lastExten === exten && this.lastCaller === caller;
  }

  /** The first extension in order, whatever its priorities. */
  best(exten: string, caller: string | undefined): Extension | undefined {
    if (this.isLast(exten, caller)) return this.lastFound;
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

/** What a search has found for the priorities of one extension and caller; null where there is nothing. */
interface Remembered {
  readonly caller: string | undefined;
  readonly byPriority: Array<Found | null | undefined>;
}

/** Of so many extensions it is remembered what was found, up to that priority and that number of characters. */
const REMEMBERED_EXTENSIONS = 4096;
const REMEMBERED_PRIORITIES = 256;
const REMEMBERED_LENGTH = 64;

/** One search: what for, and what it has been through. */
interface Search {
  readonly caller: string | undefined;
  readonly mode: MatchMode;
  readonly accept: (extension: Extension, priority: number) => boolean;
  readonly call: SubstitutionContext | undefined;
  readonly seen: Set<string>;
  depth: number;
  /** Another search may find something else: a time or a switch plays a part. */
  changeable: boolean;
}

class CompiledProgram implements Program {
  readonly autofallthrough: boolean;
  readonly legacy: boolean;
  readonly #contexts: ReadonlyMap<string, Context>;
  /** By context and extension. */
  readonly #remembered = new Map<string, Map<string, Remembered>>();
  #rememberedCount = 0;
  readonly #override: Loopback | undefined;
  readonly #now: () => number;

  constructor(model: DialplanModel, options: ProgramOptions, contexts: ReadonlyMap<string, Context>) {
    this.autofallthrough = model.general.autofallthrough;
    this.legacy = options.legacy;
    this.#now = options.now;
    this.#contexts = contexts;
    const [name, ...data] = (model.general.overrideSwitch ?? '').split('/');
    this.#override = name?.toLowerCase() === 'loopback' ? compileLoopback(data.join('/'), false) : undefined;
  }

  /** By name. */
  get compiled(): ReadonlyMap<string, Context> {
    return this.#contexts;
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
    const place = this.#override ? undefined : this.#contexts.get(context);
    const known = place?.isLast(exten, caller) ? undefined : this.#recall(context, exten, priority, caller);
    if (known === null) return undefined;
    const own = known ? undefined : place?.best(exten, caller)?.step(priority);
    if (own) return own;
    const found = known ?? this.#findStep({ context, exten, priority }, caller, call);
    if (!found) return undefined;
    const step = found.extension.step(found.movedTo?.priority ?? priority);
    return step && found.movedTo ? { ...step, movedTo: found.movedTo } : step;
  }

  match(context: string, exten: string, caller: string | undefined): ExtensionMatch {
    const place = { context, exten, priority: 1 };
    const asks = (mode: MatchMode): boolean => this.#find(place, caller, mode, hasPriority) !== undefined;
    return {
      exists: this.#findStep(place, caller) !== undefined,
      canMatch: asks('canMatch'),
      matchMore: asks('matchMore'),
    };
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
    const search: Search = { caller, mode, accept, call, seen: new Set(), depth: 0, changeable: false };
    return this.#search(place, search);
  }

  #search(place: DialplanTarget, search: Search): Found | undefined {
    return (this.#override && this.#through(this.#override, place, search)) ?? this.#findIn(place, search);
  }

  /** The same for an extension with a priority, which is remembered wherever it cannot change. */
  #findStep(place: DialplanTarget, caller: string | undefined, call?: SubstitutionContext): Found | undefined {
    const { context, exten, priority } = place;
    const recalled = this.#recall(context, exten, priority, caller);
    if (recalled !== undefined) return recalled ?? undefined;
    const search: Search = {
      caller,
      mode: 'match',
      accept: hasPriority,
      call,
      seen: new Set(),
      depth: 0,
      changeable: false,
    };
    const found = this.#search(place, search);
    const usual = priority >= 0 && priority < REMEMBERED_PRIORITIES && exten.length <= REMEMBERED_LENGTH;
    if (usual && !search.changeable) this.#remember(context, exten, caller)[priority] = found ?? null;
    return found;
  }

  /** What has been found before; null for nothing, undefined where that is not known. */
  #recall(context: string, exten: string, priority: number, caller: string | undefined): Found | null | undefined {
    const known = this.#remembered.get(context)?.get(exten);
    return known?.caller === caller ? known?.byPriority[priority] : undefined;
  }

  #remember(context: string, exten: string, caller: string | undefined): Remembered['byPriority'] {
    const known = this.#remembered.get(context)?.get(exten);
    if (known?.caller === caller && known) return known.byPriority;
    if (!known && this.#rememberedCount++ >= REMEMBERED_EXTENSIONS) {
      this.#remembered.clear();
      this.#rememberedCount = 1;
    }
    let extensions = this.#remembered.get(context);
    if (!extensions) this.#remembered.set(context, (extensions = new Map()));
    const fresh: Remembered = { caller, byPriority: [] };
    extensions.set(exten, fresh);
    return fresh.byPriority;
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
      if (include.time) search.changeable = true;
      if (include.time && !timeSpecMatches(include.time, this.#now())) continue;
      const found = this.#findIn({ ...place, context: include.context }, search);
      if (found) return found;
    }
    return undefined;
  }

  #through(loopback: Loopback, place: DialplanTarget, search: Search): Found | undefined {
    search.changeable = true;
    const target = search.depth < DEPTH_LIMIT ? loopback(place, search.call) : undefined;
    if (!target) return undefined;
    const found = this.#findIn(target, { ...search, seen: new Set(), depth: search.depth + 1 });
    return found && { extension: found.extension, movedTo: found.movedTo ?? target };
  }
}

function hasPriority(extension: Extension, priority: number): boolean {
  return extension.model.priorities.has(priority);
}
