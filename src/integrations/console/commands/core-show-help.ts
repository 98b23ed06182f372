import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { helpOn } from '../help.ts';

/** `core show help [WORDS]`. */
export const command = defineCliCommand({
  command: 'core show help [<words...>]',
  module: 'core',
  synopsis: 'List the commands, or tell how one is used',
  usage: 'Lists the commands that begin with these words, or tells how the one command of these words is used.',
  complete: (context, words) => helpOn.complete(context, words),
  run: (context, words) => helpOn.run(context, words),
});
