import type { EventBus } from '../../base/event-bus.ts';
import { SlotMap } from '../../base/slot-map.ts';
import { bridgeCreated, bridgeDestroyed, bridgeEntered, bridgeLeft } from '../../channel/events.ts';
import type { Bridges, LiveBridge } from '../ports/bridges.ts';

/** Keeps account of the bridges by what the bus tells of them. Lives as long as the bus. */
export function createBridges(bus: EventBus, now: () => number): Bridges {
  const live = new SlotMap<string, LiveBridge>();
  bus.on(bridgeCreated, (bridge) => void live.set(bridge.id, { bridge, members: [], createdMs: now() }));
  bus.on(bridgeEntered, ({ bridge, channel }) => {
    const { members = [], createdMs = now() } = live.get(bridge.id) ?? {};
    live.set(bridge.id, { bridge, members: [...members, channel.uniqueId], createdMs });
  });
  bus.on(bridgeLeft, ({ bridge, channel }) => {
    const { members = [], createdMs = now() } = live.get(bridge.id) ?? {};
    live.set(bridge.id, { bridge, members: members.filter((one) => one !== channel.uniqueId), createdMs });
  });
  bus.on(bridgeDestroyed, (bridge) => void live.delete(bridge.id));
  return { list: () => [...live.values()] };
}
