import { channelKind } from '../listing/pjsip-kinds.ts';
import { listingCommand } from '../listing/pjsip-listing.ts';

/** `pjsip list channels`. */
export const command = listingCommand('list', {
  words: 'pjsip list channels',
  synopsis: 'List the calls, a line each',
  kind: channelKind,
});
