import { nextBridgeId } from '../../channel/bridge/bridge-id.ts';
import type { Channel } from '../../channel/channel.ts';
import {
  type BridgeSnapshot,
  bridgeCreated,
  bridgeDestroyed,
  bridgeEntered,
  bridgeLeft,
} from '../../channel/events.ts';
import type { FeatureHouse } from './feature-house.ts';

/** Lets three talk with one another until one hangs up. @returns who has. */
export async function talkAmongThree(house: FeatureHouse, parties: readonly Channel[]): Promise<Channel | undefined> {
  const { bus, clock } = house;
  const room = house.media.openRoom();
  const members = new Set<Channel>();
  const id = nextBridgeId(clock);
  const bridge = (): BridgeSnapshot => ({ id, kind: 'conference', creator: '', name: '', channels: members.size });
  bus.publish(bridgeCreated, bridge());
  for (const party of parties) {
    if (party.media) room.join(party.media);
    members.add(party);
    party.bridgeId = id;
    party.touch();
    bus.publish(bridgeEntered, { bridge: bridge(), channel: party.snapshot() });
  }
  const { promise, resolve } = Promise.withResolvers<Channel>();
  const unfollow = parties.map((party) => party.listen({ onHangup: () => resolve(party) }));
  try {
    return parties.find((party) => party.hungUp) ?? (await promise);
  } finally {
    for (const close of unfollow) close();
    room.close();
    for (const party of parties) {
      members.delete(party);
      party.bridgeId = undefined;
      party.touch();
      bus.publish(bridgeLeft, { bridge: bridge(), channel: party.snapshot() });
    }
    bus.publish(bridgeDestroyed, bridge());
  }
}
