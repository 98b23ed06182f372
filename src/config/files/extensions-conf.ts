import { anyName, boolean, text } from '../schema/kinds.ts';
import { defineSchema } from '../schema/schema.ts';
import { namedSection, otherSections } from '../schema/section.ts';

/** extensions.conf, as far as options go; the contexts are the dialplan's to read. */
export const extensionsSchema = defineSchema({
  file: 'extensions.conf',
  doc: 'The dialplan.',
  sections: {
    general: namedSection('general', {
      doc: 'For the whole dialplan.',
      options: {
        static: boolean({ doc: 'With writeprotect=no, `dialplan save` may write this file.', default: false }),
        writeprotect: boolean({ doc: 'Keeps `dialplan save` from writing this file.', default: false }),
        autofallthrough: boolean({
          doc: 'A call that has run out of priorities ends, with the tone that DIALSTATUS asks for. Else it waits for digits.',
          default: true,
        }),
        clearglobalvars: boolean({
          doc: 'A reload clears global variables that are no longer set here.',
          default: false,
        }),
        overrideswitch: text({ doc: 'A switch that is asked before the contexts.' }),
      },
      ignored: [
        { names: ['extenpatternmatchnew'], why: 'there is one pattern matcher, and it is fast' },
        { names: ['userscontext'], why: 'users.conf is not read' },
        { names: ['priorityjumping'], why: 'jumps to n+101 need legacy_syntax=yes in [compat] of asterisk.conf' },
      ],
    }),
    globals: namedSection('globals', {
      doc: 'Global variables, set in order; values are substituted.',
      options: { variables: anyName(text({ doc: 'A global variable.' })) },
    }),
    contexts: otherSections({
      doc: 'A context: exten, same, include, ignorepat, switch, hint.',
      options: { directives: anyName(text({ doc: 'A line of the dialplan.' })) },
    }),
  },
});
