import { boolean, list, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** cel.conf: which events of channels are logged. */
export const celSchema = defineSchema({
  file: 'cel.conf',
  doc: 'Which events of channels are logged.',
  sections: {
    general: namedSection('general', {
      doc: 'For all who log.',
      options: {
        enable: boolean({ doc: 'Logs events.', default: false }),
        events: list({ doc: 'The kinds of events, or ALL.' }),
        apps: list({ doc: 'The applications of which start and end are logged, or ALL.' }),
        dateformat: text({
          doc: 'How times are written, as strftime() does it; seconds with their fraction where it is left out.',
        }),
      },
    }),
    manager: namedSection('manager', {
      doc: 'Events of the manager interface.',
      options: {
        enabled: boolean({ doc: 'Sends one for each.', default: false }),
        show_user_defined: boolean({
          doc: 'Events of your own are called USER_DEFINED, with their name in a header of its own.',
          default: false,
        }),
      },
    }),
    radius: namedSection('radius', {
      doc: 'RADIUS servers.',
      options: {},
      ignored: [{ names: ['radiuscfg'], why: 'nothing is sent to RADIUS servers' }],
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cel', schema: celSchema });
