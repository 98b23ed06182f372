import { channelKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show channels`. */
export const command = listingCommand('show', {
  words: 'pjsip show channels',
  synopsis: 'List the calls with what belongs to them',
  kind: channelKind,
});
