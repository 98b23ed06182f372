import { bridgeTechnology } from '../../channel/bridge/technology-names.ts';
import type { BridgeSnapshot } from '../../channel/events.ts';
import type { ManagerHeaders } from '../../extend/define-manager-action.ts';

/** A bridge's headers, in the order in which Asterisk 16 writes them. */
export function bridgeHeaders({ id, kind, creator, name, channels }: BridgeSnapshot): ManagerHeaders {
  return [
    ['BridgeUniqueid', id],
    ['BridgeType', kind],
    ['BridgeTechnology', bridgeTechnology(kind)],
    ['BridgeCreator', creator || '<unknown>'],
    ['BridgeName', name || '<unknown>'],
    ['BridgeNumChannels', String(channels)],
    ['BridgeVideoSourceMode', 'none'],
  ];
}
