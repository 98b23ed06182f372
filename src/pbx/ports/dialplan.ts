import { definePort } from '../../base/port.ts';
import type { Call, EvaluationContext, Outcome } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import type { DialplanTarget } from '../../channel/position.ts';

/** How digits compare with the extensions of a context. */
export interface ExtensionMatch {
  /** They are an extension. */
  readonly exists: boolean;
  /** They are one, or could become one. */
  readonly canMatch: boolean;
  /** More digits could make another, longer one. */
  readonly matchMore: boolean;
}

/** A step of the dialplan, as it is written. */
export interface DialplanStep {
  readonly application: string;
  readonly argumentText: string;
  readonly label: string | undefined;
}

/** Why a nested run came to its end. */
export type NestedEnd =
  /** There was no next priority. */
  | 'exhausted'
  /** A Goto led outside of what was asked for; the position stands there. */
  | 'left'
  /** Return or MacroExit. */
  | 'returned'
  /** The call is to end. */
  | 'ended';

/** The dialplan to everybody who is not in it: asking, substituting, and running pieces of it on a call. */
export interface Dialplan {
  hasContext(context: string): boolean;
  /** True if that priority exists. @param caller the caller's number, for extensions that match on it. */
  exists(target: DialplanTarget, caller?: string): boolean;
  match(context: string, exten: string, caller?: string): ExtensionMatch;
  /** The step at a place, with its text unsubstituted. */
  stepAt(target: DialplanTarget, caller?: string): DialplanStep | undefined;
  /** The place that `[[context,]exten,]priority` means, seen from `from`; the priority may be a label, or `+n`/`-n`. A string says what is wrong. */
  resolve(parts: readonly string[], from: DialplanTarget, caller?: string): DialplanTarget | string;
  /** The devices of an extension's hint, and its name; undefined where it has none. */
  hint(context: string, exten: string): { readonly devices: string; readonly name: string } | undefined;
  /** How many channels run the dialplan now. */
  readonly running: number;
  /** How many have run it since the start. */
  readonly processed: number;
  /** Ignore patterns and contexts for the console. */
  readonly contexts: readonly string[];

  /** Replaces `${…}` and `$[…]` in `text`. */
  substitute(context: EvaluationContext, text: string): string | Promise<string>;
  /** The value of `NAME(args)`. */
  readFunction(context: EvaluationContext, text: string): string | Promise<string>;
  /** Does what `Set(name=value)` does: a variable, or a function where `name` ends in a bracket. */
  assign(context: EvaluationContext, name: string, value: string): void | Promise<void>;
  /** Reads and assigns for a program outside: functions that can do harm are refused with a word in the log, also where a text leads to them. */
  guarded<T>(work: () => T): T;
  /** Runs one application by name, its text already substituted. An unknown one warns and gives `end`. */
  execute(call: Call, application: string, text: string): Outcome | Promise<Outcome>;

  /** The call of a channel: the one being run on it, else a bare one on which single applications and subroutines can be run. */
  callOf(channel: Channel): Call;
  /** A context without a channel, for globals and the console. */
  readonly outside: EvaluationContext;
  /** A context without a channel in which these variables are set: for texts that are filled in outside of calls, such as e-mail. */
  outsideWith(variables: ReadonlyMap<string, string>): EvaluationContext;
  /** Runs steps from `start` on `call` as long as `inside` holds of the position. For Macro. */
  runWhile(call: Call, start: DialplanTarget, inside: (at: DialplanTarget) => boolean): Promise<NestedEnd>;
  /** Runs a piece of work on a channel that runs no dialplan: an end of the call or an interruption is told, not thrown. */
  runGuarded(call: Call, work: () => Outcome | Promise<Outcome>): Promise<'continues' | 'ended'>;
  /** Runs `target` as a subroutine on a channel that runs no dialplan (Dial's U, b and B), until its Return. */
  runSubroutine(channel: Channel, target: DialplanTarget, args: readonly string[]): Promise<NestedEnd>;
  /** Runs a single application on a channel that runs no dialplan, then releases the channel. Never rejects. */
  runApplication(channel: Channel, application: string, text: string): Promise<void>;
  /** Runs the dialplan on a channel from its position until the end of the call, the `h` extension, and the channel's release. Never rejects. */
  run(channel: Channel): Promise<void>;
}

/** @see Dialplan */
export const dialplanPort = definePort<Dialplan>('dialplan');
