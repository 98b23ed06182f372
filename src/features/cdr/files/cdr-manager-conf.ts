import { anyName, boolean, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** cdr_manager.conf: call detail records as manager events. */
export const cdrManagerSchema = defineSchema({
  file: 'cdr_manager.conf',
  doc: 'Call detail records as events of the manager interface.',
  sections: {
    general: namedSection('general', {
      doc: 'Whether there are such events.',
      options: { enabled: boolean({ doc: 'Sends an event for each record.', default: false }) },
    }),
    mappings: namedSection('mappings', {
      doc: 'Further fields of the records.',
      options: { fields: anyName(text({ doc: 'The header under which CDR(name) is sent.' })) },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cdr_manager', schema: cdrManagerSchema });
