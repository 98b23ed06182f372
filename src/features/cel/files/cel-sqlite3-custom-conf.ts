import { integer, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** cel_sqlite3_custom.conf: events in a table of the file master.db. */
export const celSqliteSchema = defineSchema({
  file: 'cel_sqlite3_custom.conf',
  doc: 'Channel events in a table of the file master.db in astlogdir.',
  sections: {
    master: namedSection('master', {
      doc: 'The table.',
      options: {
        table: text({ doc: 'Its name.' }),
        columns: text({ doc: 'The names of its columns, with commas between them.' }),
        values: text({ doc: "What is put into them: '${eventtype}' and the like, with commas between them." }),
        busy_timeout: integer({ doc: 'Milliseconds that a locked file is waited for.', min: 0, default: 1000 }),
      },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cel_sqlite3_custom', schema: celSqliteSchema });
