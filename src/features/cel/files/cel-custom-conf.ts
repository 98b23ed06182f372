import { anyName, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** cel_custom.conf: files of events with columns of one's own. */
export const celCustomSchema = defineSchema({
  file: 'cel_custom.conf',
  doc: 'Files of channel events with columns of your own.',
  sections: {
    mappings: namedSection('mappings', {
      doc: 'What is written into which file of the folder cel-custom in astlogdir.',
      options: {
        files: anyName(text({ doc: 'The line of an event, with ${eventtype}, ${CHANNEL(…)} and the like.' })),
      },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cel_custom', schema: celCustomSchema });
