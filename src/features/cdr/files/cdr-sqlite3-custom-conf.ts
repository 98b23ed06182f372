import { integer, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** cdr_sqlite3_custom.conf: call records in a table of the file master.db. */
export const cdrSqliteSchema = defineSchema({
  file: 'cdr_sqlite3_custom.conf',
  doc: 'Call records in a table of the file master.db in astlogdir.',
  sections: {
    master: namedSection('master', {
      doc: 'The table.',
      options: {
        table: text({ doc: 'Its name.' }),
        columns: text({ doc: 'The names of its columns, with commas between them.' }),
        values: text({ doc: "What is put into them: '${CDR(…)}' and other functions, with commas between them." }),
        busy_timeout: integer({ doc: 'Milliseconds that a locked file is waited for.', min: 0, default: 1000 }),
      },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cdr_sqlite3_custom', schema: cdrSqliteSchema });
