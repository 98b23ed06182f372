import { registrationKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip list registrations`. */
export const command = listingCommand('list', {
  words: 'pjsip list registrations',
  synopsis: 'List the registrations with others, a line each',
  kind: registrationKind,
});
