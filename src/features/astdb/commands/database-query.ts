import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { astDbPort } from '../astdb-port.ts';

/** `database query`. */
export const command = defineCliCommand({
  command: 'database query <statement>',
  module: 'astdb',
  synopsis: 'Run a user-specified query on the astdb',
  usage: 'Runs a statement of SQL, in quotes, on the table astdb(key, value).',
  run(context, [statement = '']) {
    const result = context.use(astDbPort).query(statement);
    if (!result.ok) return { failed: true, text: `${result.reason}\n` };
    const row = (columns: Record<string, unknown>): string =>
      Object.entries(columns)
        .map(([name, value]) => `${name.padEnd(5)}: ${String(value).padEnd(50)}\n`)
        .join('');
    return result.rows.map((columns) => `${row(columns)}\n`).join('');
  },
});
