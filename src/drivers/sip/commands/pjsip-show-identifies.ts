import { identifyKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show identifies`. */
export const command = listingCommand('show', {
  words: 'pjsip show identifies',
  synopsis: 'List the sections that recognise addresses with what belongs to them',
  kind: identifyKind,
});
