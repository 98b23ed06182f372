import { lines } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** meetme.conf: the rooms of MeetMe() that are always there. */
export const meetmeSchema = defineSchema({
  file: 'meetme.conf',
  doc: 'The rooms of MeetMe() that are always there. The file is read anew for each call.',
  sections: {
    general: namedSection('general', {
      doc: 'For all rooms.',
      options: {},
      ignored: [
        { names: ['audiobuffers'], why: 'each member has a small buffer that takes up the unevenness of the network' },
        {
          names: ['schedule', 'logmembercount', 'fuzzystart', 'earlyalert', 'endalert'],
          why: 'rooms are not scheduled in a database',
        },
      ],
    }),
    rooms: namedSection('rooms', {
      doc: 'The rooms.',
      options: { conf: lines({ doc: '`conf => NUMBER[,PIN[,ADMINPIN]]`' }) },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'app_meetme', schema: meetmeSchema });
