import type { EventBus } from '../../base/event-bus.ts';
import type { Channel } from '../../channel/channel.ts';
import { bridgeEntered, bridgeLeft, channelHungUp } from '../../channel/events.ts';

/** What happens to a channel that is being recorded. */
export interface ChannelFollower {
  /** It has joined a bridge, or left it. */
  bridged?(on: boolean): void;
  /** It is gone. */
  gone(): void;
}

/** Tells of a channel's bridges and its end until the returned function is called. */
export function followChannel(bus: EventBus, { uniqueId }: Channel, follower: ChannelFollower): () => void {
  const stops = [
    bus.on(bridgeEntered, ({ channel }) => {
      if (channel.uniqueId === uniqueId) follower.bridged?.(true);
    }),
    bus.on(bridgeLeft, ({ channel }) => {
      if (channel.uniqueId === uniqueId) follower.bridged?.(false);
    }),
    bus.on(channelHungUp, ({ channel }) => {
      if (channel.uniqueId === uniqueId) follower.gone();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
