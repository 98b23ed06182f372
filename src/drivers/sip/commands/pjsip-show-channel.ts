import { channelKind } from '../listing/pjsip-kinds.ts';
import { objectCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show channel NAME`. */
export const command = objectCommand({
  words: 'pjsip show channel',
  synopsis: 'Tell all of a call',
  kind: channelKind,
});
