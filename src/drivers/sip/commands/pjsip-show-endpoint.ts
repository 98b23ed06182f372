import { endpointKind } from '../listing/pjsip-kinds.ts';
import { objectCommand } from '../listing/pjsip-listing.ts';

/** `pjsip show endpoint NAME`. */
export const command = objectCommand({
  words: 'pjsip show endpoint',
  synopsis: 'Tell all of an endpoint',
  kind: endpointKind,
});
