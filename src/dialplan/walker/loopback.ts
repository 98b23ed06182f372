import type { DialplanTarget } from '../../channel/position.ts';
import { matchesPattern } from '../pattern/match.ts';
import { compileText } from '../substitute/compile.ts';
import type { SubstitutionContext } from '../substitute/context.ts';

/** Where a Loopback switch looks instead. */
export type Loopback = (from: DialplanTarget, context: SubstitutionContext | undefined) => DialplanTarget | undefined;

/**
 * Compiles the data of a Loopback switch, `[number][@context][:priority][/pattern]`: the extension looked for is looked up
 * as that number in that context, if it matches the pattern. EXTEN, CONTEXT and PRIORITY stand for the place looked for.
 * @param evaluated an `eswitch`, whose other references are read from the call.
 */
export function compileLoopback(data: string, evaluated: boolean): Loopback {
  const text = compileText(data);
  return (from, context) => {
    const written = text.run(new PlaceContext(from, evaluated ? context : undefined));
    return typeof written === 'string' ? readLoopback(written, from) : undefined;
  };
}

function readLoopback(written: string, from: DialplanTarget): DialplanTarget | undefined {
  const slash = written.indexOf('/');
  if (slash >= 0 && !matchesPattern(written.slice(slash + 1), from.exten)) return undefined;
  const place = slash < 0 ? written : written.slice(0, slash);
  const colon = place.indexOf(':');
  const priority = colon < 0 ? from.priority : Number.parseInt(place.slice(colon + 1), 10);
  const [exten = '', context = ''] = (colon < 0 ? place : place.slice(0, colon)).split('@');
  return {
    context: context === '' ? from.context : context,
    exten: exten === '' ? from.exten : exten,
    priority: priority > 0 ? priority : from.priority,
  };
}

/** The variables that a switch's data may mention. */
class PlaceContext implements SubstitutionContext {
  readonly #from: DialplanTarget;
  readonly #call: SubstitutionContext | undefined;

  constructor(from: DialplanTarget, call: SubstitutionContext | undefined) {
    this.#from = from;
    this.#call = call;
  }

  variable(name: string): string | undefined {
    if (name === 'EXTEN') return this.#from.exten;
    if (name === 'CONTEXT') return this.#from.context;
    if (name === 'PRIORITY') return String(this.#from.priority);
    return this.#call?.variable(name);
  }

  hasFunction(name: string): boolean {
    return this.#call?.hasFunction(name) ?? false;
  }

  readFunction(name: string, args: string): string | Promise<string> {
    return this.#call?.readFunction(name, args) ?? '';
  }

  warn(message: string): void {
    this.#call?.warn(message);
  }

  error(message: string): void {
    this.#call?.error(message);
  }
}
