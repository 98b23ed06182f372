import { endpointKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip list endpoints`. */
export const command = listingCommand('list', {
  words: 'pjsip list endpoints',
  synopsis: 'List the endpoints, a line each',
  kind: endpointKind,
});
