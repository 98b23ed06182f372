import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import type { PortRegistry } from '../../base/port.ts';
import type { CliCommandDefinition, CommandContext } from '../../extend/define-cli-command.ts';
import { commandKind } from '../../extend/kinds.ts';
import type { Registry } from '../../extend/registry.ts';
import type { CommandRunner } from '../ports/commands.ts';
import type { ConsoleLine } from '../ports/console-line.ts';

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
  return {
    async run(line, session = { verbosity: 0, debug: 0, print: () => {} }) {
      const words = splitWords(line);
      if (words.length === 0) return { ok: true, text: '' };
      const found = findCommand(house.registry.list(commandKind), words);
      if (!found)
        return {
          ok: false,
          text: `No such command '${line.trim()}' (type 'core show help ${line.trim()}' for other possible commands)\n`,
        };
      if ('usage' in found)
        return {
          ok: false,
          text: `Usage: ${found.usage.command}\n       ${found.usage.usage ?? found.usage.synopsis}\n`,
        };
      try {
        const result = await found.command.run(contextOf(session), found.args);
        return typeof result === 'string' ? { ok: true, text: result } : { ok: false, text: result.text };
      } catch (error) {
        house.log.error(`command '${found.command.command}' failed: ${messageOf(error)}`);
        return { ok: false, text: `Command '${line.trim()}' failed: ${messageOf(error)}\n` };
      }
    },
    complete(line) {
      const words = splitWords(line);
      const typing = line.endsWith(' ') || words.length === 0 ? '' : (words.pop() ?? '');
      const candidates = new Set<string>();
      for (const command of house.registry.list(commandKind)) {
        for (const word of nextWords(command, words, contextOf({ verbosity: 0, debug: 0, print: () => {} }))) {
          if (word.toLowerCase().startsWith(typing.toLowerCase())) candidates.add(word);
        }
      }
      return [...candidates].sort();
    },
  };
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
