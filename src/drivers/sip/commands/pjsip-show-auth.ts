import { authKind } from '../listing/pjsip-kinds.ts';
import { objectCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show auth NAME`. */
export const command = objectCommand({
  words: 'pjsip show auth',
  synopsis: 'Tell all of an account',
  kind: authKind,
});
