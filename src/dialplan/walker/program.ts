import type { Span } from '../../base/diagnostic.ts';
import type { ApplicationDefinition, PreparedApplication } from '../../extend/define-application.ts';
import type { ExtensionMatch } from '../../pbx/ports/dialplan.ts';
import type { SubstitutionContext } from '../substitute/context.ts';

/** A text with `${…}` and `$[…]`, compiled once. */
export interface Template {
  readonly source: string;
  /** The value, where the text mentions nothing. */
  readonly constant: string | undefined;
  evaluate(context: SubstitutionContext): string | Promise<string>;
}

/** One priority, ready to run. */
export interface Step {
  readonly priority: number;
  readonly label: string | undefined;
  /** The application's name as it is written. */
  readonly application: string;
  readonly argument: Template;
  readonly span: Span;
  /** What was looked up for this step, true as long as the registry's version is `version`. The walker's own note. */
  cache: StepCache | undefined;
}

/** @see Step.cache */
export interface StepCache {
  readonly version: number;
  readonly definition: ApplicationDefinition | undefined;
  /** The application with its arguments parsed, where they are constant. */
  readonly prepared: PreparedApplication | undefined;
}

/** The dialplan as the walker needs it: immutable; a reload swaps the whole of it. */
export interface Program {
  readonly autofallthrough: boolean;
  readonly contexts: readonly string[];
  hasContext(context: string): boolean;
  /** The step that a call at this place runs next, includes and switches searched in order. */
  step(context: string, exten: string, priority: number, caller: string | undefined): Step | undefined;
  match(context: string, exten: string, caller: string | undefined): ExtensionMatch;
  /** The priority that a label of an extension names. */
  labelled(context: string, exten: string, label: string, caller: string | undefined): number | undefined;
  hint(context: string, exten: string): { readonly devices: string; readonly name: string } | undefined;
}
