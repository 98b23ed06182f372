import { boolean, duration, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection, otherSections } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** res_config_sqlite3.conf: the databases that extconfig.conf names. */
export const sqliteSchema = defineSchema({
  file: 'res_config_sqlite3.conf',
  doc: 'The SQLite databases that extconfig.conf names.',
  sections: {
    general: namedSection('general', { doc: 'Nothing.', options: {} }),
    databases: otherSections({
      doc: 'A database; the section’s name is what extconfig.conf calls it.',
      options: {
        dbfile: text({ doc: 'The file.' }),
        debug: boolean({ doc: 'Logs what is asked of it.', default: false }),
        busy_timeout: duration({
          doc: 'How long a locked database is waited for.',
          unit: 'milliseconds',
          default: 1000,
        }),
      },
      required: ['dbfile'],
      ignored: [
        { names: ['requirements'], why: 'tables are used as they are' },
        { names: ['batch'], why: 'every change is written at once' },
      ],
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'func_realtime', schema: sqliteSchema });
