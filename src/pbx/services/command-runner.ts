import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import type { PortRegistry } from '../../base/port.ts';
import { type CliCommandDefinition, type CommandContext, usageOf } from '../../extend/define-cli-command.ts';
import { commandKind } from '../../extend/kinds.ts';
import type { Registry } from '../../extend/registry.ts';
import type { CommandRunner } from '../ports/commands.ts';
import type { ConsoleLine } from '../ports/console-line.ts';
import { consoleRightsPort } from '../ports/console-rights.ts';

/** What running commands needs. */
export interface CommandHouse {
  readonly registry: Registry;
  readonly ports: PortRegistry;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Finds the command that a line means (the longest literal match wins) and runs it. */
export function createCommandRunner(house: CommandHouse): CommandRunner {
  const contextOf = (session: ConsoleLine): CommandContext => ({
    clock: house.clock,
    session,
    use: (port) => house.ports.use(port),
    has: (port) => house.ports.has(port),
  });
  const aliases: Array<{ readonly words: string; readonly command: string }> = [];
  return {
    aliases,
    alias(words, command) {
      const entry = { words, command };
      aliases.push(entry);
      return () => void aliases.splice(aliases.indexOf(entry), 1);
    },
    async run(line, session = { verbosity: 0, debug: 0, print: () => {} }) {
      const typed = splitWords(line);
      if (typed.length === 0) return { ok: true, text: '' };
      if (!mayRun(house.ports, session, line))
        return { ok: false, text: `You don't have permissions to run '${line.trim()}' command\n` };
      const commands = house.registry.list(commandKind);
      const words = findCommand(commands, typed) ? typed : withoutAlias(aliases, typed);
      const found = findCommand(commands, words);
      if (!found)
        return { ok: false, text: await unknownCommand(words, line.trim(), house.registry.list(commandKind)) };
      if ('usage' in found) return { ok: false, text: usageOf(found.usage) };
      try {
        const result = await found.command.run(contextOf(session), found.args);
        if (typeof result === 'string') return { ok: true, text: result };
        if ('usage' in result) return { ok: false, text: usageOf(found.command) };
        return { ok: false, text: `${result.text}Command '${line.trim()}' failed.\n` };
      } catch (error) {
        house.log.error(`command '${found.command.command}' failed: ${messageOf(error)}`);
        return { ok: false, text: `Command '${line.trim()}' failed: ${messageOf(error)}\n` };
      }
    },
    complete(line) {
      const words = splitWords(line);
      const typing = line.endsWith(' ') || words.length === 0 ? '' : (words.pop() ?? '');
      const candidates = new Set<string>();
      for (const { words: alias } of aliases) {
        const known = splitWords(alias);
        const next = known[words.length];
        const begun = words.every((word, index) => word.toLowerCase() === known[index]?.toLowerCase());
        if (begun && next?.toLowerCase().startsWith(typing.toLowerCase())) candidates.add(next);
      }
      for (const command of house.registry.list(commandKind)) {
        for (const word of nextWords(command, words, contextOf({ verbosity: 0, debug: 0, print: () => {} }))) {
          if (word.toLowerCase().startsWith(typing.toLowerCase())) candidates.add(word);
        }
      }
      return [...candidates].sort();
    },
  };
}

/** Asterisk's own words, but for a command of its own that is not built here. The table of those is read when it is needed. */
async function unknownCommand(
  words: readonly string[],
  line: string,
  commands: readonly CliCommandDefinition[],
): Promise<string> {
  const { notBuiltAnswer } = await import('../../extend/not-built-commands.ts');
  const near = nearest(words, commands) || line;
  const unknown = `No such command '${line}' (type 'core show help ${near}' for other possible commands)\n`;
  return notBuiltAnswer(words.join(' ')) ?? unknown;
}

/** Observed of Asterisk 16: the words for which there is a command with one word more, and two that go on from there. */
function nearest(words: readonly string[], commands: readonly CliCommandDefinition[]): string {
  const goesOn = (count: number): boolean =>
    commands.some(
      (command) =>
        command.words.length === count + 1 &&
        command.words.slice(0, count).every((part, index) => part.toLowerCase() === words[index]?.toLowerCase()),
    );
  let known = 0;
  while (known < words.length && goesOn(known + 1)) known++;
  return words.slice(0, known + 2).join(' ');
}

function mayRun(ports: PortRegistry, session: ConsoleLine, line: string): boolean {
  if (!ports.has(consoleRightsPort)) return true;
  const rights = ports.use(consoleRightsPort);
  // only then is the kernel asked
  return !rights.restricts || !session.user || rights.allows(session.user.known, line);
}

/** Words at blanks; quotes hold blanks together, a backslash takes the next sign as it is. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? '';
    if (sign === '\\' && at + 1 < line.length) word = (word ?? '') + line[++at];
    else if (sign === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && /\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + sign;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** The words with the longest alias at their beginning replaced by what it stands for. */
function withoutAlias(
  aliases: ReadonlyArray<{ readonly words: string; readonly command: string }>,
  typed: readonly string[],
): readonly string[] {
  let best: string[] = [];
  let command = '';
  for (const alias of aliases) {
    const words = splitWords(alias.words);
    if (words.length <= best.length || words.length > typed.length) continue;
    if (!words.every((word, index) => word.toLowerCase() === typed[index]?.toLowerCase())) continue;
    best = words;
    command = alias.command;
  }
  return best.length === 0 ? typed : [...splitWords(command), ...typed.slice(best.length)];
}

type Found =
  | { readonly command: CliCommandDefinition; readonly args: string[] }
  | { readonly usage: CliCommandDefinition };

function findCommand(commands: readonly CliCommandDefinition[], words: readonly string[]): Found | undefined {
  let best: { command: CliCommandDefinition; args: string[]; literals: number } | undefined;
  let usage: { command: CliCommandDefinition; literals: number } | undefined;
  for (const command of commands) {
    const match = matchWords(command.words, words);
    if (!match) continue;
    if (match.complete && match.literals > (best?.literals ?? -1))
      best = { command, args: match.args, literals: match.literals };
    if (!match.complete && match.literals > (usage?.literals ?? 0)) usage = { command, literals: match.literals };
  }
  if (best) return best;
  return usage && { usage: usage.command };
}

function matchWords(
  pattern: readonly string[],
  words: readonly string[],
): { args: string[]; literals: number; complete: boolean } | undefined {
  const args: string[] = [];
  let literals = 0;
  let at = 0;
  for (const part of pattern) {
    const word = words[at];
    if (part.endsWith('...>') || part.endsWith('...>]')) {
      if (word === undefined && !part.startsWith('[')) return { args, literals, complete: false };
      args.push(...words.slice(at));
      at = words.length;
    } else if (part.startsWith('[<')) {
      if (word === undefined) continue;
      args.push(word);
      at++;
    } else if (part.startsWith('<')) {
      if (word === undefined) return { args, literals, complete: false };
      args.push(word);
      at++;
    } else if (part.startsWith('[') || part.startsWith('{')) {
      const choice = part
        .slice(1, -1)
        .split('|')
        .find((one) => one.toLowerCase() === word?.toLowerCase());
      if (choice === undefined) {
        if (part.startsWith('{')) return word === undefined ? { args, literals, complete: false } : undefined;
        continue;
      }
      args.push(choice);
      at++;
    } else {
      if (word?.toLowerCase() !== part) return undefined;
      literals++;
      at++;
    }
  }
  if (at < words.length)
    return literals === pattern.filter((part) => /^[a-z]/i.test(part)).length
      ? { args, literals, complete: false }
      : undefined;
  return { args, literals, complete: true };
}

function nextWords(
  command: CliCommandDefinition,
  typed: readonly string[],
  context: CommandContext,
): readonly string[] {
  const args: string[] = [];
  for (const [index, word] of typed.entries()) {
    const part = command.words[index];
    if (part === undefined)
      return command.words.at(-1)?.includes('...') ? (command.complete?.(context, [...args, word]) ?? []) : [];
    if (/^[[{<]/.test(part)) args.push(word);
    else if (part !== word.toLowerCase()) return [];
  }
  const part = command.words[typed.length];
  if (part === undefined) return [];
  if (part.includes('<')) return command.complete?.(context, args) ?? [];
  return /^[[{]/.test(part) ? part.slice(1, -1).split('|') : [part];
}
