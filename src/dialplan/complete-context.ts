import type { CommandContext } from '../extend/define-cli-command.ts';
import { dialplanFilesPort } from './loader.ts';

/** The names of all contexts. */
export function completeContext(context: CommandContext): readonly string[] {
  return [...(context.use(dialplanFilesPort).model?.contexts.keys() ?? [])];
}
