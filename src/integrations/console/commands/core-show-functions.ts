import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { functionKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';
import { syntaxOf } from '../documentation-page.ts';
import { type Column, row } from '../table.ts';

/** As Asterisk lays them out; two blanks stand between the second and the third. */
const COLUMNS: readonly Column[] = [
  { width: 20 },
  { width: 0 },
  { width: 35 },
  { width: 0 },
  { width: 0, whole: true },
];

/** `core show functions [like TEXT]`. */
export const command = defineCliCommand({
  command: 'core show functions [like] [<text>]',
  module: 'core',
  synopsis: 'List the dialplan functions',
  usage: 'Lists the functions that are loaded, or those whose name holds a text (like).',
  run(context, [like, wanted]) {
    if ((like === undefined) !== (wanted === undefined)) return { usage: true };
    const text = wanted?.toUpperCase() ?? '';
    const found = context
      .use(registryPort)
      .list(functionKind)
      .filter(({ name }) => name.includes(text));
    const lines = found.map((one) =>
      row(COLUMNS, [one.name, '', syntaxOf(one.name, one.arguments), '', one.synopsis]).trimEnd(),
    );
    return [
      like === undefined ? 'Installed Custom Functions:' : 'Matching Custom Functions:',
      '-'.repeat(80),
      ...lines,
      `${found.length} ${like === undefined ? '' : 'matching '}custom functions installed.\n`,
    ].join('\n');
  },
});
