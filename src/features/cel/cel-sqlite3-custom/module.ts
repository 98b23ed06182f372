import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { startCustomTable } from '../../_lib/custom-table.ts';
import type { CelEvent } from '../event.ts';
import { eventTexts } from '../event-text.ts';
import { celSqliteSchema } from '../files/cel-sqlite3-custom-conf.ts';
import { celDeskPort } from '../ports.ts';

/** Channel events in a table of a SQLite file. */
export const module = defineModule({
  name: 'cel_sqlite3_custom',
  description: 'SQLite3 Custom CEL Module',
  needs: [configFilesPort, dialplanPort, systemPort, celDeskPort],
  start(context) {
    return startCustomTable<CelEvent>(context, {
      file: 'cel_sqlite3_custom.conf',
      layout() {
        const { file, values } = context.use(configFilesPort).load(celSqliteSchema);
        return file.missing ? undefined : values.master.values;
      },
      texts: (event, templates) => eventTexts(context, event, templates),
      follow: (write) => context.use(celDeskPort).add({ name: 'CEL sqlite3 custom backend', write }),
    });
  },
});
