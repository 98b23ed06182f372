import { diagnose } from '../../base/diagnostic.ts';
import { codes } from '../codes.ts';
import { anyName, list, text } from '../schema/kinds.ts';
import { defineKind, type Parsed } from '../schema/option.ts';
import { defineSchema } from '../schema/schema.ts';
import { namedSection, otherSections } from '../schema/section.ts';

/** `[!]frequency[+frequency|*frequency][/ms]`, of more than two frequencies the first two; an M before a frequency makes it a MIDI note. */
const ELEMENT = /^!?M?\d+(\.\d+)?(?<more>([+*]M?\d+(\.\d+)?)*)(\/\d+)?$/;

const toneList = defineKind<string>(() => ({
  form: "tones such as '350+440' or '480+620/500,0/500': frequencies in Hz, and milliseconds after '/'",
  parse(value, report): Parsed<string> {
    for (const piece of value.split(',')) {
      const element = piece.trim();
      if (element.text === '') continue;
      const match = ELEMENT.exec(element.text);
      if (!match) return { fault: `'${element.text}' is no tone`, at: element };
      if (/[+*].*[+*]/.test(match.groups?.['more'] ?? '')) {
        report(
          diagnose(codes.badValue, 'only the first two frequencies sound', element.span, {
            severity: 'warning',
            sourceLine: element.sourceLine,
          }),
        );
      }
    }
    return { value: value.text };
  },
}));

/** indications.conf: the tones of each country. */
export const indicationsSchema = defineSchema({
  file: 'indications.conf',
  doc: 'The tones of each country.',
  sections: {
    general: namedSection('general', {
      doc: 'For all channels.',
      options: { country: text({ doc: 'The country whose tones are used, a section of this file.', default: 'us' }) },
    }),
    countries: otherSections({
      doc: 'A country, by its two letters.',
      options: {
        description: text({ doc: 'Its name.' }),
        alias: text({ doc: 'Has the tones of another country.', aliases: ['country'] }),
        ringcadence: list({ doc: 'How the bell rings: milliseconds on, off, …' }),
        tones: anyName(
          toneList({
            doc: 'A tone: dial, busy, ring, congestion, callwaiting, dialrecall, record, info, or any name for PlayTones().',
          }),
        ),
      },
    }),
  },
});
