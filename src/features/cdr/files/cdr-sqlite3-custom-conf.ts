import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';
import { customTableOptions } from '../../_lib/custom-table.ts';

/** cdr_sqlite3_custom.conf: call records in a table of the file master.db. */
export const cdrSqliteSchema = defineSchema({
  file: 'cdr_sqlite3_custom.conf',
  doc: 'Call records in a table of the file master.db in astlogdir.',
  sections: {
    master: namedSection('master', {
      doc: 'The table.',
      options: customTableOptions("What is put into them: '${CDR(…)}' and other functions, with commas between them."),
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cdr_sqlite3_custom', schema: cdrSqliteSchema });
