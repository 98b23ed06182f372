import { contactKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show contacts`. */
export const command = listingCommand('show', {
  words: 'pjsip show contacts',
  synopsis: 'List the contacts',
  kind: contactKind,
});
