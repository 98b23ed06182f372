import { addressRules } from '../schema/acl.ts';
import { defineSchema } from '../schema/schema.ts';
import { namedSection, otherSections } from '../schema/section.ts';

/** acl.conf: lists of addresses that other files name by `acl =`. */
export const aclSchema = defineSchema({
  file: 'acl.conf',
  doc: 'Lists of addresses that other files name.',
  sections: {
    general: namedSection('general', { doc: 'Has no options.', options: {} }),
    lists: otherSections({
      doc: 'A list; the section name is its name.',
      unique: true,
      options: { rules: addressRules({ doc: 'The addresses that it lets in and keeps out, in order.' }) },
    }),
  },
});
