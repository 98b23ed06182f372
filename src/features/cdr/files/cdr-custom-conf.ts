import { anyName, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** cdr_custom.conf: files of call records with columns of one's own. */
export const cdrCustomSchema = defineSchema({
  file: 'cdr_custom.conf',
  doc: 'Files of call records with columns of your own.',
  sections: {
    mappings: namedSection('mappings', {
      doc: 'What is written into which file of the folder cdr-custom in astlogdir.',
      options: { files: anyName(text({ doc: 'The line of a record, with ${CDR(…)} and other functions.' })) },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cdr_custom', schema: cdrCustomSchema });
