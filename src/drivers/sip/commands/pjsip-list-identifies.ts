import { identifyKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip list identifies`. */
export const command = listingCommand('list', {
  words: 'pjsip list identifies',
  synopsis: 'List the sections that recognise addresses, a line each',
  kind: identifyKind,
});
