import { boolean, integer } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { otherSections } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/**
 * agi.conf: scripts that are started before they are asked for.
 *
 * Deviation: Asterisk has no such file, and forks at each call; without the file so does this.
 */
export const agiSchema = defineSchema({
  file: 'agi.conf',
  doc: 'Scripts that wait, started, for the calls that ask for them. Without this file each is started by its call.',
  sections: {
    scripts: otherSections({
      doc: 'A script; the section is called as AGI() calls it. It has to take its arguments from agi_arg_1 and on: on its command line there are none.',
      options: {
        ready: integer({ doc: 'So many processes wait.', min: 0, max: 100, default: 1 }),
        many: boolean({
          doc: 'A process serves one call after another: it is done with one by the command NEXT CALL, which is not answered, and reads the environment of the next. A hangup is told to it by the line HANGUP, not by SIGHUP.',
          default: false,
        }),
      },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'res_agi', schema: agiSchema });
