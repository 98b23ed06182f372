import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { hintRows } from '../hint-rows.ts';
import { dialplanFilesPort } from '../loader.ts';

/** `core show hint EXTEN`. */
export const command = defineCliCommand({
  command: 'core show hint <exten>',
  module: 'core',
  synopsis: 'Tell the hints of extensions and the states of their devices',
  usage: 'All that begin so are looked for, in all contexts.',
  complete: (context, typed) =>
    typed.length > 0
      ? []
      : [...(context.use(dialplanFilesPort).model?.contexts.values() ?? [])].flatMap(({ extensions }) =>
          extensions.flatMap(({ name, hint }) => (hint ? [name] : [])),
        ),
  run(context, [exten = '']) {
    const rows = hintRows(context, (name) => name.toLowerCase().startsWith(exten.toLowerCase()));
    if (hintRows(context, () => true).length === 0) return 'There are no registered dialplan hints\n';
    if (rows.length === 0) return `No hints matching extension ${exten}\n`;
    return `${rows.join('')}${rows.length} hint${rows.length === 1 ? '' : 's'} matching extension ${exten}\n`;
  },
});
