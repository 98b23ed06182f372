import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { compilePosixRegex } from '../../../extend/posix-regex.ts';

/** `logger filter [PATTERN|off]`: what this console shows of the log. Asterisk has no such command. */
export const command = defineCliCommand({
  command: 'logger filter [<pattern...>]',
  module: 'core',
  synopsis: 'Show only some lines of the log on this console',
  usage: `Shows the lines that a regular expression finds in the module, the id of the call or the text, in any case:
'logger filter SIP/alice|C-0000001a'. off shows all again; without a pattern the present one is told.`,
  run({ session }, words) {
    const pattern = words.join(' ');
    if (pattern === '')
      return session.filter === undefined
        ? 'All lines are shown.\n'
        : `Only lines with '${session.filter}' are shown.\n`;
    if (pattern.toLowerCase() === 'off') {
      session.filter = undefined;
      return 'All lines are shown.\n';
    }
    const compiled = compilePosixRegex(pattern, true);
    if ('error' in compiled)
      return { failed: true, text: `'${pattern}' is no regular expression: ${compiled.error}\n` };
    session.filter = pattern;
    return `Only lines with '${pattern}' are shown.\n`;
  },
});
