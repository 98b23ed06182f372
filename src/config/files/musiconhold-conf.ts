import { boolean, choice, duration, repeated, text } from '../schema/kinds.ts';
import { defineSchema } from '../schema/schema.ts';
import { namedSection, otherSections } from '../schema/section.ts';

/** musiconhold.conf: what a waiting party hears. */
export const musicOnHoldSchema = defineSchema({
  file: 'musiconhold.conf',
  doc: 'What a waiting party hears.',
  sections: {
    general: namedSection('general', {
      doc: 'For all classes.',
      options: {
        preferchannelclass: boolean({
          doc: 'The class of CHANNEL(musicclass) goes before the one an application asks for.',
          default: true,
        }),
        cachertclasses: boolean({ doc: 'One player for all who hear a class of a database.', default: false }),
      },
    }),
    classes: otherSections({
      doc: 'A class of music.',
      defines: 'music class',
      options: {
        mode: choice({
          doc: 'files: of a directory; playlist: of the entries; custom: what a program plays.',
          of: ['files', 'playlist', 'custom', 'mp3', 'mp3nb', 'quietmp3', 'quietmp3nb'],
        }),
        directory: text({ doc: 'The folder, absolute or in astdatadir.' }),
        entry: repeated(text({ doc: 'A file without its extension, or an HTTP URL.' })),
        sort: choice({ doc: 'The order of the files.', of: ['alpha', 'random', 'randstart'] }),
        random: boolean({ doc: 'Random order.', deprecated: "write 'sort = random' instead" }),
        announcement: text({ doc: 'A prompt played at the start and between pieces.' }),
        digit: text({ doc: 'The digit with which a waiting party picks this class.' }),
        application: text({ doc: 'The program of mode custom.' }),
        format: text({ doc: 'The format that the program plays.', default: 'slin' }),
        loop_last: boolean({ doc: 'Plays the last entry again and again.', default: false }),
        answeredonly: boolean({ doc: 'Plays only on answered calls.', default: false }),
        kill_escalation_delay: duration({
          doc: 'Between the signals that end the program.',
          unit: 'milliseconds',
          min: 0,
          default: 100,
        }),
        kill_method: choice({
          doc: 'Whom the signals reach.',
          of: ['process_group', 'process'],
          default: 'process_group',
        }),
      },
    }),
  },
});
