import type { EventBus } from '../../base/event-bus.ts';
import { bridgeCreated, bridgeDestroyed, bridgeEntered, bridgeLeft } from '../../channel/events.ts';
import type { Bridges, LiveBridge } from '../ports/bridges.ts';

/** Keeps account of the bridges by what the bus tells of them. Lives as long as the bus. */
export function createBridges(bus: EventBus): Bridges {
  const live = new Map<string, LiveBridge>();
  bus.on(bridgeCreated, (bridge) => void live.set(bridge.id, { bridge, members: [] }));
  bus.on(bridgeEntered, ({ bridge, channel }) => {
    const members = live.get(bridge.id)?.members ?? [];
    live.set(bridge.id, { bridge, members: [...members, channel.uniqueId] });
  });
  bus.on(bridgeLeft, ({ bridge, channel }) => {
    const members = (live.get(bridge.id)?.members ?? []).filter((one) => one !== channel.uniqueId);
    live.set(bridge.id, { bridge, members });
  });
  bus.on(bridgeDestroyed, (bridge) => void live.delete(bridge.id));
  return { list: () => [...live.values()] };
}
