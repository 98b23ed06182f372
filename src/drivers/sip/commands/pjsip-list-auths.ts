import { authKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip list auths`. */
export const command = listingCommand('list', {
  words: 'pjsip list auths',
  synopsis: 'List the accounts, a line each',
  kind: authKind,
});
