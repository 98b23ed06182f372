import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';
import { type Column, row } from '../table.ts';

const COLUMNS: readonly Column[] = [
  { width: 30, whole: true },
  { width: 40 },
  { width: 10 },
  { width: 11 },
  { width: 13, right: true },
];

/** `module show [like TEXT]`. */
export const command = defineCliCommand({
  command: 'module show [like] [<text>]',
  module: 'core',
  synopsis: 'List the modules that run',
  usage: 'Lists the modules that run, or those whose name holds a text (like).',
  run(context, [like, wanted]) {
    if ((like === undefined) !== (wanted === undefined)) return { usage: true };
    const found = context
      .use(modulesPort)
      .list()
      .filter(({ name }) => name.toLowerCase().includes(wanted?.toLowerCase() ?? ''))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return [
      `${row(COLUMNS, ['Module', 'Description', 'Use Count', 'Status', '']).trimEnd()}      Support Level\n`,
      ...found.map(({ name, description, useCount, status }) =>
        row(COLUMNS, [name, description, String(useCount), status, 'core']),
      ),
      `${found.length} modules loaded\n`,
    ].join('');
  },
});
