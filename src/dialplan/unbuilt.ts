import type { DiagnosticKind } from '../base/diagnostic-kind.ts';
import { asteriskApplications, asteriskFunctions } from '../extend/inventory.ts';
import {
  applicationWaitsFor,
  functionWaitsFor,
  whyApplicationRefused,
  whyFunctionRefused,
} from '../extend/not-built.ts';
import { codes } from './codes.ts';

/** What is told of a name that Asterisk has and we have not. */
export interface Unbuilt {
  readonly kind: DiagnosticKind;
  /** Goes on after the name: `is an application of Asterisk that …`. */
  readonly words: string;
  /** Why it is refused, or what it waits for; undefined where nothing is known but that it is not here. */
  readonly fate: string | undefined;
}

const applications = new Set(asteriskApplications.map((name) => name.toLowerCase()));
const functions = new Set(asteriskFunctions);

/** Of an application that is not registered, in any case; undefined for a name that Asterisk does not have either. */
export function unbuiltApplication(name: string): Unbuilt | undefined {
  if (!applications.has(name.toLowerCase())) return undefined;
  const refused = whyApplicationRefused(name);
  return refused === undefined
    ? waiting(codes.unbuiltApplication, 'an application', applicationWaitsFor(name))
    : {
        kind: codes.refusedApplication,
        words: `is an application of Asterisk that is refused: ${refused}`,
        fate: refused,
      };
}

/** Of a function that is not registered; undefined for a name that Asterisk does not have either. */
export function unbuiltFunction(name: string): Unbuilt | undefined {
  if (!functions.has(name)) return undefined;
  const refused = whyFunctionRefused(name);
  return refused === undefined
    ? waiting(codes.unbuiltFunction, 'a function', functionWaitsFor(name))
    : { kind: codes.refusedFunction, words: `is a function of Asterisk that is refused: ${refused}`, fate: refused };
}

function waiting(kind: DiagnosticKind, what: string, part: string | undefined): Unbuilt {
  const words = `is ${what} of Asterisk that is not built yet${part === undefined ? '' : `: it waits for ${part}`}`;
  return { kind, words, fate: part };
}
