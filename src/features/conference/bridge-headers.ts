import type { ManagerHeaders } from '../../extend/define-manager-action.ts';
import type { ConferenceSnapshot } from './topics.ts';

/** A conference's headers, in the order in which Asterisk 16 writes them. */
export function conferenceHeaders({ name, bridge }: ConferenceSnapshot): ManagerHeaders {
  return [
    ['Conference', name],
    ['BridgeUniqueid', bridge.id],
    ['BridgeType', bridge.kind],
    ['BridgeTechnology', 'softmix'],
    ['BridgeCreator', bridge.creator],
    ['BridgeName', bridge.name],
    ['BridgeNumChannels', String(bridge.channels)],
    ['BridgeVideoSourceMode', 'none'],
  ];
}
