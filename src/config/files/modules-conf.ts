import { boolean, lines } from '../schema/kinds.ts';
import { defineSchema } from '../schema/schema.ts';
import { namedSection } from '../schema/section.ts';

/** modules.conf: what is loaded. */
export const modulesSchema = defineSchema({
  file: 'modules.conf',
  doc: 'What is loaded at start. Without this file everything is.',
  sections: {
    modules: namedSection('modules', {
      doc: 'Modules are named as in Asterisk, with or without `.so`.',
      options: {
        autoload: boolean({ doc: 'Loads all that is not excluded. Without it only what is named.', default: false }),
        wanted: lines({
          doc: 'Modules to load (preload: first of all; require: the start fails without them) or to leave out (noload), in order.',
          names: ['load', 'noload', 'preload', 'require', 'preload-require'],
        }),
      },
    }),
    global: namedSection('global', {
      doc: 'Kept for compatibility: it was for the symbols of shared objects.',
      options: {},
    }),
  },
});
