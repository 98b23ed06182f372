import { integer } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection, type OptionValues } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

const ms = (doc: string, fallback: number, names: readonly string[]) =>
  integer({ doc: `${doc} Milliseconds.`, min: 0, default: fallback, names });

/** amd.conf: what AMD() takes for a machine. */
export const amdSchema = defineSchema({
  file: 'amd.conf',
  doc: 'What AMD() takes for a machine, where its arguments do not say otherwise.',
  sections: {
    general: namedSection('general', {
      doc: 'All there is.',
      options: {
        initialSilence: ms('So much silence at the beginning is a machine.', 2500, ['initial_silence']),
        greeting: ms('A longer greeting is a machine.', 1500, ['greeting']),
        afterGreetingSilence: ms('So much silence after the greeting is a person.', 800, ['after_greeting_silence']),
        totalTime: ms('After so long it is not known.', 5000, ['total_analysis_time']),
        minimumWord: ms('What is shorter is no word.', 100, ['min_word_length']),
        maximumWord: ms('A longer word is a machine.', 5000, ['maximum_word_length']),
        betweenWords: ms('So much silence parts two words.', 50, ['between_words_silence']),
        maximumWords: integer({
          doc: 'More words are a machine.',
          min: 0,
          default: 2,
          names: ['maximum_number_of_words'],
        }),
        threshold: integer({
          doc: 'What is quieter is silence; 0 to 32767.',
          min: 0,
          max: 32767,
          default: 256,
          names: ['silence_threshold'],
        }),
      },
    }),
  },
});

/** What amd.conf says. */
export type AmdSettings = OptionValues<(typeof amdSchema.sections.general)['options']>;

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'app_amd', schema: amdSchema });
