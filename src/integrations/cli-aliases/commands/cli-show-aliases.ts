import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { commandsPort } from '../../../pbx/ports/commands.ts';

/** `cli show aliases`. */
export const command = defineCliCommand({
  command: 'cli show aliases',
  module: 'res_clialiases',
  synopsis: 'List the other words for commands',
  usage: 'Lists the aliases of cli_aliases.conf and the commands that they stand for.',
  run(context) {
    const line = (words: string, meaning: string): string => `${words.padEnd(50)} ${meaning.padEnd(50)}\n`;
    const rows = context.use(commandsPort).aliases.map(({ words, command: meaning }) => line(words, meaning));
    return line('Alias Command', 'Real Command') + rows.join('');
  },
});
