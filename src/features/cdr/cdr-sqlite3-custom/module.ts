import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { startCustomTable } from '../../_lib/custom-table.ts';
import { cdrSqliteSchema } from '../files/cdr-sqlite3-custom-conf.ts';
import { cdrDeskPort } from '../ports.ts';
import type { CdrRecord } from '../record.ts';
import { recordTexts } from '../record-text.ts';

/** Call records in a table of a SQLite file. */
export const module = defineModule({
  name: 'cdr_sqlite3_custom',
  description: 'SQLite3 Custom CDR Module',
  needs: [configFilesPort, dialplanPort, systemPort, cdrDeskPort],
  start(context) {
    return startCustomTable<CdrRecord>(context, {
      file: 'cdr_sqlite3_custom.conf',
      layout() {
        const { file, values } = context.use(configFilesPort).load(cdrSqliteSchema);
        return file.missing ? undefined : values.master.values;
      },
      texts: (record, templates) => recordTexts(context, record, templates),
      follow: (write) => context.use(cdrDeskPort).add({ name: 'cdr_sqlite3_custom', write }),
    });
  },
});
