import { aorKind } from '../listing/pjsip-kinds.ts';
import { objectCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show aor NAME`. */
export const command = objectCommand({
  words: 'pjsip show aor',
  synopsis: 'Tell all of an address of record',
  kind: aorKind,
});
