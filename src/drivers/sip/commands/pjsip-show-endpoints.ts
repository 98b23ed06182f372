import { endpointKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show endpoints`. */
export const command = listingCommand('show', {
  words: 'pjsip show endpoints',
  synopsis: 'List the endpoints with what belongs to them',
  kind: endpointKind,
});
