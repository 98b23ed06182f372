import { anyName, boolean } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** cli.conf: console commands that are run at the start. */
export const cliSchema = defineSchema({
  file: 'cli.conf',
  doc: 'Console commands that are run at the start.',
  sections: {
    startup_commands: namedSection('startup_commands', {
      doc: 'The commands, in order.',
      options: { commands: anyName(boolean({ doc: 'A command; it is run where this says yes.', default: false })) },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cli_startup', schema: cliSchema });
