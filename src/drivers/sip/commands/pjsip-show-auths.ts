import { authKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show auths`. */
export const command = listingCommand('show', {
  words: 'pjsip show auths',
  synopsis: 'List the accounts',
  kind: authKind,
});
