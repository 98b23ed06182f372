import { contactKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip list contacts`. */
export const command = listingCommand('list', {
  words: 'pjsip list contacts',
  synopsis: 'List the contacts, a line each',
  kind: contactKind,
});
