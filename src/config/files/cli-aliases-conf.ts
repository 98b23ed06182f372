import { diagnose } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import { codes } from '../codes.ts';
import { anyName, lines, text } from '../schema/kinds.ts';
import { defineSchema } from '../schema/schema.ts';
import { namedSection, otherSections } from '../schema/section.ts';

/** cli_aliases.conf: other words for console commands. */
export const cliAliasesSchema = defineSchema({
  file: 'cli_aliases.conf',
  doc: 'Other words for console commands.',
  sections: {
    general: namedSection('general', {
      doc: 'Which lists of aliases hold.',
      options: {
        template: lines({
          doc: 'A section of this file; of two aliases with the same words the first wins.',
          names: ['template'],
        }),
      },
    }),
    lists: otherSections({
      doc: 'A list: `alias words = command words`.',
      options: { aliases: anyName(text({ doc: 'The command that the words stand for.' })) },
    }),
  },
  check({ general, lists }, report) {
    const names = lists.map((section) => section.name.toLowerCase());
    for (const { value } of general.values.template) {
      if (names.includes(value.text.toLowerCase())) continue;
      const near = nearestName(value.text, names);
      report(
        diagnose(codes.unknownList, `there is no list of aliases '${value.text}'`, value.span, {
          sourceLine: value.sourceLine,
          help: near === undefined ? `add a section '[${value.text}]'` : `a similar name exists: '${near}'`,
        }),
      );
    }
  },
});
