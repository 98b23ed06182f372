import type { Span } from '../../base/diagnostic.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import type { ApplicationDefinition, PreparedApplication } from '../../extend/define-application.ts';
import type { ExtensionMatch } from '../../pbx/ports/dialplan.ts';
import type { CompiledText } from '../substitute/compile.ts';
import type { SubstitutionContext } from '../substitute/context.ts';
import type { Jump } from './legacy.ts';

/** One priority, ready to run. */
export interface Step {
  readonly priority: number;
  readonly label: string | undefined;
  /** The application's name as it is written. */
  readonly application: string;
  readonly argument: CompiledText;
  readonly span: Span;
  /** Where the call stands when it runs this step, if a switch led elsewhere. */
  readonly movedTo: DialplanTarget | undefined;
  /** Whether an old application goes on at the priority 101 further; undefined for all others. */
  readonly jump: Jump | undefined;
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

/** The devices of a hint and the name it gives. */
export interface Hint {
  readonly devices: string;
  readonly name: string;
  /** References are to be filled for the extension that is asked for. */
  readonly perExtension?: boolean;
}

/** The dialplan as the walker needs it: immutable; a reload swaps the whole of it. */
export interface Program {
  readonly autofallthrough: boolean;
  /** Constructs of Asterisk 1.4 and earlier work: `[compat] legacy_syntax`. */
  readonly legacy: boolean;
  readonly contexts: readonly string[];
  hasContext(context: string): boolean;
  /**
   * The step that a call at this place runs next, includes and switches searched in order.
   * @param call what the data of an `eswitch` is read from.
   */
  step(
    context: string,
    exten: string,
    priority: number,
    caller: string | undefined,
    call?: SubstitutionContext,
  ): Step | undefined;
  match(context: string, exten: string, caller: string | undefined): ExtensionMatch;
  /** The priority that a label of an extension names. */
  labelled(context: string, exten: string, label: string, caller: string | undefined): number | undefined;
  hint(context: string, exten: string): Hint | undefined;
  /** Whether the dial tone goes on after these digits. */
  ignoresPattern(context: string, digits: string): boolean;
}

/** No dialplan at all: what runs until the first one is loaded. */
export const emptyProgram: Program = {
  autofallthrough: true,
  legacy: false,
  contexts: [],
  hasContext: () => false,
  step: () => undefined,
  match: () => ({ exists: false, canMatch: false, matchMore: false }),
  labelled: () => undefined,
  hint: () => undefined,
  ignoresPattern: () => false,
};
