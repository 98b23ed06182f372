import { transportKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip list transports`. */
export const command = listingCommand('list', {
  words: 'pjsip list transports',
  synopsis: 'List the listeners, a line each',
  kind: transportKind,
});
