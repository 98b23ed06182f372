import type { Clock } from '../base/clock.ts';
import { EventBus } from '../base/event-bus.ts';
import type { Logger } from '../base/log.ts';
import { Channel } from './channel.ts';
import type { ChannelInit } from './channel-listener.ts';

/**
 * A channel that stands for one of which only a record is left, so that a text can be evaluated in its name. Nobody hears of it, it has no
 * far end, and it is forgotten with its last user.
 */
export function standInChannel(house: { readonly clock: Clock; readonly log: Logger }, init: ChannelInit): Channel {
  return new Channel({ ...house, bus: new EventBus(() => {}), forget() {} }, init);
}
