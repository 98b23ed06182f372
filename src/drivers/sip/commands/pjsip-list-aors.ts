import { aorKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip list aors`. */
export const command = listingCommand('list', {
  words: 'pjsip list aors',
  synopsis: 'List the addresses of record, a line each',
  kind: aorKind,
});
