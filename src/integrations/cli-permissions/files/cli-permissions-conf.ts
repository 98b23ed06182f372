import { choice, lines } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection, otherSections } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** cli_permissions.conf: which users of the machine may run which console commands. */
export const cliPermissionsSchema = defineSchema({
  file: 'cli_permissions.conf',
  doc: 'Which users of the machine may run which console commands.',
  sections: {
    general: namedSection('general', {
      doc: 'For all users.',
      options: {
        default_perm: choice({
          doc: 'What holds for those of whom no section speaks.',
          of: ['permit', 'deny'],
          default: 'permit',
        }),
      },
    }),
    people: otherSections({
      doc: 'A user, or a group with @ before its name.',
      options: {
        rules: lines({
          doc: 'The beginning of a command, a regular expression, or all; the last that fits counts.',
          names: ['permit', 'deny'],
        }),
      },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cli_permissions', schema: cliPermissionsSchema });
