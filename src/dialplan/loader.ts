import type { Diagnostic } from '../base/diagnostic.ts';
import type { Logger } from '../base/log.ts';
import { definePort } from '../base/port.ts';
import { inSlices, type Slices } from '../base/slices.ts';
import type { EvaluationContext } from '../channel/call.ts';
import type { ConfigFile } from '../config/config-file.ts';
import type { ConfigFiles } from '../pbx/ports/config-files.ts';
import type { Globals } from '../pbx/ports/globals.ts';
import type { DialplanService } from './dialplan-service.ts';
import { buildModel, buildModelInSlices, readGlobals } from './model/build-model.ts';
import { type Contexts, mergeContexts } from './model/merge-contexts.ts';
import type { DialplanModel, GeneralOptions } from './model/model.ts';
import { compileProgram, compileProgramInSlices, type ProgramOptions } from './walker/compiled-program.ts';
import type { Program } from './walker/program.ts';

/** What came of loading extensions.conf. */
export type DialplanLoad = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** The dialplan as it was written, for the console and for checks. */
export interface DialplanFiles {
  /** What runs now; undefined before the first load. */
  readonly model: DialplanModel | undefined;
  /** Reads extensions.conf and puts it in the place of what runs. Calls that run go on in the new one at their next step. */
  load(): Promise<DialplanLoad>;
  /** Puts what another source says in the place of what it said before; what was there first goes before. */
  put(source: string, contexts: Contexts): void;
  /** What names in a dialplan that is compiled from another file lead nowhere. @param file its lines. */
  check(file: ConfigFile, contexts: Contexts): Promise<readonly Diagnostic[]>;
  /** Puts a changed dialplan in the place of what runs, until the next load. */
  replace(model: DialplanModel): void;
}

/** @see DialplanFiles */
export const dialplanFilesPort = definePort<DialplanFiles>('dialplan-files');

/** What a loader needs. */
export interface LoaderHouse {
  readonly service: DialplanService;
  readonly configFiles: ConfigFiles;
  readonly globals: Globals;
  readonly log: Logger;
  /** Further faults of a model, found with the names that are loaded. */
  check(file: ConfigFile, model: DialplanModel, elsewhere: (context: string) => boolean): Slices<readonly Diagnostic[]>;
  now(): number;
  legacy(): boolean;
}

const FILE = 'extensions.conf';
/** The context of the parking lot that is always there. */
const PARKED = 'parkedcalls';

/** What holds where there is no extensions.conf. */
const USUAL: GeneralOptions = {
  autofallthrough: true,
  clearGlobalVariables: false,
  overrideSwitch: undefined,
  staticFile: false,
  writeProtect: false,
};

/**
 * Loads extensions.conf. Lines that are faulty in themselves are left out with a diagnostic, as Asterisk does; only a file
 * that cannot be read as a configuration file at all is refused, and what ran goes on.
 */
export function createLoader(house: LoaderHouse): DialplanFiles {
  let model: DialplanModel | undefined;
  let program: Program | undefined;
  let general = USUAL;
  const sources = new Map<string, Contexts>([[FILE, new Map()]]);
  const options = (): ProgramOptions => ({ now: house.now, legacy: house.legacy(), like: program });
  const run = (): void => {
    const next: DialplanModel = { general, contexts: mergeContexts([...sources.values()]) };
    model = next;
    program = compileProgram(next, options());
    house.service.swap(program);
  };
  return {
    get model() {
      return model;
    },
    async load() {
      const file = await house.configFiles.readInSlices(FILE);
      if (file.missing) return { ok: false, reason: `${FILE} is missing` };
      if (file.rejected) return { ok: false, reason: `${FILE} is refused; what was loaded stays` };
      await setGlobals(house, file);
      const built = await inSlices(buildModelInSlices(file, (text, own) => atOnce(house.service, text, own)));
      const others = [...sources].filter(([source]) => source !== FILE).map(([, contexts]) => contexts);
      const elsewhere = (context: string): boolean => others.some((one) => one.has(context));
      const checked = await inSlices(house.check(file, built.model, elsewhere));
      house.configFiles.report(FILE, [...file.diagnostics, ...built.diagnostics, ...checked]);
      // What is compiled here, in slices, is as good as compiled there.
      const contexts = mergeContexts([...new Map(sources).set(FILE, built.model.contexts).values()]);
      program = await inSlices(compileProgramInSlices({ general, contexts }, options()));
      general = built.model.general;
      sources.set(FILE, built.model.contexts);
      run();
      return { ok: true };
    },
    check(file, contexts) {
      const elsewhere = (context: string): boolean =>
        context === PARKED || [...sources.values()].some((one) => one.has(context));
      return inSlices(house.check(file, { general, contexts }, elsewhere));
    },
    put(source, contexts) {
      if (contexts.size > 0) sources.set(source, contexts);
      else sources.delete(source);
      run();
    },
    replace(next) {
      general = next.general;
      sources.set(FILE, next.contexts);
      run();
    },
  };
}

async function setGlobals({ service, globals, log }: LoaderHouse, file: ConfigFile): Promise<void> {
  const { general } = buildModel({ ...file, sections: file.sections.filter(isGeneral) }, (text) => text).model;
  if (general.clearGlobalVariables) for (const [name] of globals.list()) globals.set(name, undefined);
  for (const { name, value } of readGlobals(file)) {
    const text = await service.substitute(service.outside, value.text);
    log.verbose(2, `Setting global variable '${name}' to '${text}'`);
    globals.set(name, text);
  }
}

function isGeneral(section: ConfigFile['sections'][number]): boolean {
  return section.name.text.toLowerCase() === 'general';
}

/** A text that must be known at load; a function that answers late counts as empty. */
function atOnce(
  service: {
    substitute(context: EvaluationContext, text: string): string | Promise<string>;
    outsideWith(variables: ReadonlyMap<string, string>): EvaluationContext;
    outside: EvaluationContext;
  },
  text: string,
  own: ReadonlyMap<string, string> | undefined,
): string {
  const value = service.substitute(own ? service.outsideWith(own) : service.outside, text);
  return typeof value === 'string' ? value : '';
}
