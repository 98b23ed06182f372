import { contactKind } from '../listing/pjsip-kinds.ts';
import { objectCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show contact NAME`. */
export const command = objectCommand({
  words: 'pjsip show contact',
  synopsis: 'Tell all of a contact',
  kind: contactKind,
});
