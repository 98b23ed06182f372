import { transportKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show transports`. */
export const command = listingCommand('show', {
  words: 'pjsip show transports',
  synopsis: 'List the listeners',
  kind: transportKind,
});
