import type { PortFinder } from '../../base/port.ts';
import type { AgiCommandDefinition } from '../../extend/define-agi-command.ts';
import { agiCommandKind } from '../../extend/kinds.ts';
import { registryPort } from '../../pbx/ports/registry.ts';

/** The most words in the name of a command. */
const LONGEST_NAME = 3;

/** The command whose name the words begin with, the longest name first, and what is left of the words. */
export function findAgiCommand(
  ports: PortFinder,
  words: readonly string[],
): { readonly command: AgiCommandDefinition; readonly args: readonly string[] } | undefined {
  const registry = ports.use(registryPort);
  for (let length = Math.min(LONGEST_NAME, words.length); length > 0; length--) {
    const command = registry.find(agiCommandKind, words.slice(0, length).join(' ').toLowerCase());
    if (command) return { command, args: words.slice(length) };
  }
  return undefined;
}
