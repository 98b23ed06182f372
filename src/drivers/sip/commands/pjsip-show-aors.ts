import { aorKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show aors`. */
export const command = listingCommand('show', {
  words: 'pjsip show aors',
  synopsis: 'List the addresses of record with what belongs to them',
  kind: aorKind,
});
