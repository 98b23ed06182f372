import { anyName, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { otherSections } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** sip_notify.conf: what `sip notify` can say to phones. */
export const sipNotifySchema = defineSchema({
  file: 'sip_notify.conf',
  doc: 'What sip notify can say to phones.',
  sections: {
    types: otherSections({
      doc: 'A kind of notice; the section name is its name.',
      options: { lines: anyName(text({ doc: 'A header of the NOTIFY; Content adds a line to its body.' })) },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'chan_sip', schema: sipNotifySchema });
