import { definePort } from '../../base/port.ts';
import type { BridgeSnapshot } from '../../channel/events.ts';

/** A bridge and the unique ids of the channels in it, in the order in which they came. */
export interface LiveBridge {
  readonly bridge: BridgeSnapshot;
  readonly members: readonly string[];
  /** Epoch milliseconds. */
  readonly createdMs: number;
}

/** The bridges that there are now, whoever has made them. */
export interface Bridges {
  /** Oldest first. */
  list(): readonly LiveBridge[];
}

/** The bridge that a channel is in now; undefined where it is in none. */
export function bridgeOf(
  bridges: Bridges,
  { bridgeId }: { readonly bridgeId: string | undefined },
): BridgeSnapshot | undefined {
  return bridgeId === undefined ? undefined : bridges.list().find(({ bridge }) => bridge.id === bridgeId)?.bridge;
}

/** @see Bridges */
export const bridgesPort = definePort<Bridges>('bridges');
