import { registrationKind } from '../listing/pjsip-kinds.ts';
import { objectCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show registration NAME`. */
export const command = objectCommand({
  words: 'pjsip show registration',
  synopsis: 'Tell all of a registration with another',
  kind: registrationKind,
});
