import { join } from 'node:path';
import { splitColumns } from '../../../config/split-columns.ts';
import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { RowTable } from '../../../store/row-table.ts';
import { eventTexts } from '../event-text.ts';
import { celSqliteSchema } from '../files/cel-sqlite3-custom-conf.ts';
import { celDeskPort } from '../ports.ts';

/** Channel events in a table of a SQLite file. */
export const module = defineModule({
  name: 'cel_sqlite3_custom',
  description: 'SQLite3 Custom CEL Module',
  needs: [configFilesPort, dialplanPort, systemPort, celDeskPort],
  start(context) {
    const path = join(context.use(systemPort).directories.log, 'master.db');
    let current: { readonly table: RowTable; readonly values: readonly string[] } | undefined;
    const close = (): void => {
      current?.table.close();
      current = undefined;
    };
    /** Why there is no table, if there is none. */
    const load = (): string | undefined => {
      close();
      const { file, values } = context.use(configFilesPort).load(celSqliteSchema);
      const { table = '', columns = '', values: texts = '', busy_timeout: busyMs } = values.master.values;
      if (file.missing || table === '') return 'cel_sqlite3_custom.conf names no table';
      const names = splitColumns(columns);
      const templates = splitColumns(texts);
      if (names.length === 0 || names.length !== templates.length)
        return `cel_sqlite3_custom.conf has ${names.length} columns and ${templates.length} values`;
      current = { table: new RowTable({ path, table, columns: names, busyMs, log: context.log }), values: templates };
      return undefined;
    };
    const declined = load();
    if (declined !== undefined) return { ok: false, declined };
    context.scope.onClose('table', close);
    context.scope.onClose(
      'backend',
      context.use(celDeskPort).add({
        name: 'CEL sqlite3 custom backend',
        async write(event) {
          const wanted = current;
          if (wanted) wanted.table.add(await eventTexts(context, event, wanted.values));
        },
      }),
    );
    return {
      reload() {
        const fault = load();
        return fault === undefined ? { ok: true } : { ok: false, declined: fault };
      },
    };
  },
});
