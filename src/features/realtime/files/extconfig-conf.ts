import { anyName, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** extconfig.conf: where the rows of each family are kept. */
export const extconfigSchema = defineSchema({
  file: 'extconfig.conf',
  doc: 'Where the rows of each realtime family are kept.',
  sections: {
    settings: namedSection('settings', {
      doc: 'The families.',
      options: {
        families: anyName(
          text({
            doc: '`family => engine,database[,table]`: the engine is sqlite3, or config for a configuration file.',
          }),
        ),
      },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'func_realtime', schema: extconfigSchema });
