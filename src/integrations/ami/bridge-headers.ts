import type { BridgeSnapshot } from '../../channel/events.ts';
import type { ManagerHeaders } from '../../extend/define-manager-action.ts';

/** How each kind of bridge is made, by Asterisk's names. */
const TECHNOLOGIES: Readonly<Record<string, string>> = {
  basic: 'simple_bridge',
  holding: 'holding_bridge',
  parking: 'holding_bridge',
  conference: 'softmix',
};

/** What Asterisk calls the way in which a bridge joins channels. */
export function bridgeTechnology({ kind }: BridgeSnapshot): string {
  return TECHNOLOGIES[kind] ?? 'softmix';
}

/** A bridge's headers, in the order in which Asterisk 16 writes them. */
export function bridgeHeaders(bridge: BridgeSnapshot): ManagerHeaders {
  const { id, kind, creator, name, channels } = bridge;
  return [
    ['BridgeUniqueid', id],
    ['BridgeType', kind],
    ['BridgeTechnology', bridgeTechnology(bridge)],
    ['BridgeCreator', creator || '<unknown>'],
    ['BridgeName', name || '<unknown>'],
    ['BridgeNumChannels', String(channels)],
    ['BridgeVideoSourceMode', 'none'],
  ];
}
