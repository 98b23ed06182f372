import { transportKind } from '../listing/pjsip-kinds.ts';
import { objectCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show transport NAME`. */
export const command = objectCommand({
  words: 'pjsip show transport',
  synopsis: 'Tell all of a listener',
  kind: transportKind,
});
