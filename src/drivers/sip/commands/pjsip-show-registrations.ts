import { registrationKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show registrations`. */
export const command = listingCommand('show', {
  words: 'pjsip show registrations',
  synopsis: 'List the registrations with others with what belongs to them',
  kind: registrationKind,
});
