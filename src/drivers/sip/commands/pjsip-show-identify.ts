import { identifyKind } from '../listing/pjsip-kinds.ts';
import { objectCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show identify NAME`. */
export const command = objectCommand({
  words: 'pjsip show identify',
  synopsis: 'Tell all of a section that recognises addresses',
  kind: identifyKind,
});
