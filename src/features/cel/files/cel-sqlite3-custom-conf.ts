import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';
import { customTableOptions } from '../../_lib/custom-table.ts';

/** cel_sqlite3_custom.conf: events in a table of the file master.db. */
export const celSqliteSchema = defineSchema({
  file: 'cel_sqlite3_custom.conf',
  doc: 'Channel events in a table of the file master.db in astlogdir.',
  sections: {
    master: namedSection('master', {
      doc: 'The table.',
      options: customTableOptions("What is put into them: '${eventtype}' and the like, with commas between them."),
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cel_sqlite3_custom', schema: celSqliteSchema });
