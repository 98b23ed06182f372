import {
  type CliCommandDefinition,
  type CommandContext,
  type CommandResult,
  usageOf,
} from '../../extend/define-cli-command.ts';
import { commandKind } from '../../extend/kinds.ts';
import { registryPort } from '../../pbx/ports/registry.ts';

/** What `help` and `core show help` do. */
export const helpOn = {
  /** The commands that begin with `words`, or how the one that they name is used. */
  run(context: CommandContext, words: readonly string[]): CommandResult {
    const commands = context.use(registryPort).list(commandKind);
    const wanted = words.map((word) => word.toLowerCase());
    const exact = commands.find((command) => literals(command).join(' ') === wanted.join(' '));
    const longer = commands.filter((command) => startsWith(literals(command), wanted));
    if (exact && longer.length === 1) return usageOf(exact);
    if (longer.length > 0) return longer.map(line).join('');
    if (words.length > 0) return `No such command '${words.join(' ')}'.\n`;
    return '';
  },
  /** The words that could come next. */
  complete(context: CommandContext, words: readonly string[]): readonly string[] {
    const wanted = words.map((word) => word.toLowerCase());
    const commands = context.use(registryPort).list(commandKind);
    return commands
      .map(literals)
      .filter((command) => startsWith(command, wanted))
      .flatMap((command) => command[wanted.length] ?? []);
  },
};

/** The words before the first argument. */
function literals({ words }: CliCommandDefinition): readonly string[] {
  const end = words.findIndex((word) => /^[[{<]/.test(word));
  return end < 0 ? words : words.slice(0, end);
}

function startsWith(words: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((word, index) => words[index] === word);
}

function line(command: CliCommandDefinition): string {
  const end = command.words.findIndex((word) => word.includes('<'));
  const shown = end < 0 ? command.words : command.words.slice(0, end);
  return `${shown.join(' ').padEnd(30)} -- ${command.synopsis}\n`;
}
