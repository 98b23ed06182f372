import type { Call, Outcome } from '../channel/call.ts';
import { type ArgumentFault, type ArgumentSet, type ArgumentValues, parseArguments } from './argument.ts';
import { type Documentation, documentationOf } from './documentation.ts';

/** How an application is written: one file, one application. */
export interface ApplicationSpec<A extends ArgumentSet> extends Documentation {
  /** Positional arguments in order. */
  readonly arguments: A;
  /** The variables it sets, with their values explained. */
  readonly results?: Readonly<Record<string, string>>;
  /** What a missing required argument does to the call, besides a warning: goes on (the default) or ends. */
  readonly withoutArgument?: 'continue' | 'end';
  /**
   * Does the work. Returns at once where nothing is waited for: the walker then goes on without an await. A wait takes
   * `call.signal`; letting its abort reason through is how an application gives way to a hangup.
   * @param text the whole argument text after substitution.
   */
  run(call: Call, values: ArgumentValues<A>, text: string): Outcome | Promise<Outcome>;
}

/** An application as the registry keeps it. */
export interface ApplicationDefinition extends Documentation {
  readonly arguments: ArgumentSet;
  readonly results: Readonly<Record<string, string>>;
  /** Parses an argument text once; the result can be run many times. */
  prepare(text: string): PreparedApplication;
}

/** An application with its arguments parsed. */
export interface PreparedApplication {
  readonly faults: readonly ArgumentFault[];
  run(call: Call): Outcome | Promise<Outcome>;
}

/** Defines a dialplan application. The file exports it as `application`. */
export function defineApplication<A extends ArgumentSet>(spec: ApplicationSpec<A>): ApplicationDefinition {
  return {
    ...documentationOf(spec),
    arguments: spec.arguments,
    results: spec.results ?? {},
    prepare(text) {
      const { values, faults } = parseArguments(spec.arguments, text);
      if (faults.length === 0) return { faults, run: (call) => spec.run(call, values, text) };
      return {
        faults,
        run(call) {
          for (const fault of faults) call.warn(`${spec.name} ${fault.message}`);
          if (faults.some((fault) => fault.fatal)) return spec.withoutArgument === 'end' ? { kind: 'end' } : undefined;
          return spec.run(call, values, text);
        },
      };
    },
  };
}
