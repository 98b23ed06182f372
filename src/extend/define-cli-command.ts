import type { Clock } from '../base/clock.ts';
import type { PortFinder } from '../base/port.ts';
import type { ConsoleLine } from '../pbx/ports/console-line.ts';

/** What a command may use. */
export interface CommandContext extends PortFinder {
  readonly clock: Clock;
  readonly session: ConsoleLine;
}

/**
 * What a command says. A failed one prints its text and that it has failed; a manager client sees `Response: Error`.
 * `usage` is for arguments that make no sense: its usage is printed.
 */
export type CommandResult = string | { readonly failed: true; readonly text: string } | { readonly usage: true };

/** How a console command is written: one file, one command. */
export interface CliCommandSpec {
  /** Its words: literal ones, `<name>` for an argument, `[a|b]` for an optional word, `[<name>]` for an optional argument, `<name...>` for all that is left. */
  readonly command: string;
  readonly module: string;
  readonly synopsis: string;
  /** More about its use, printed by `core show help COMMAND`. */
  readonly usage?: string;
  /** Candidates for the word being typed; `words` are those before it, counted after the literal ones. */
  complete?(context: CommandContext, words: readonly string[]): readonly string[];
  /** Answers with what is to be printed, lines ended by a line feed. @param args the words that are not literal, in order. */
  run(context: CommandContext, args: readonly string[]): CommandResult | Promise<CommandResult>;
}

/** A command as the registry keeps it. */
export interface CliCommandDefinition extends CliCommandSpec {
  readonly words: readonly string[];
}

/** Defines a console command. The file exports it as `command`. */
export function defineCliCommand(spec: CliCommandSpec): CliCommandDefinition {
  return { ...spec, words: spec.command.split(' ') };
}

/** How a command is used: what `core show help COMMAND` prints, and what answers a command without the arguments it needs. */
export function usageOf({ command, usage, synopsis }: CliCommandDefinition): string {
  return `Usage: ${command}\n       ${(usage ?? synopsis).split('\n').join('\n       ')}\n`;
}
