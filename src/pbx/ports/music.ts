import { defineTopic } from '../../base/event-bus.ts';
import { definePort } from '../../base/port.ts';
import type { HoldMusic } from '../../channel/bridge/hold-music.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';

/** Music for those who wait. */
export interface Music extends HoldMusic {
  /** True if there is a class of that name, with or without files. */
  exists(className: string): boolean;
}

/** A channel has begun to hear music of a class. */
export const musicStarted = defineTopic<{ readonly channel: ChannelSnapshot; readonly className: string }>(
  'musicStarted',
);
/** A channel hears music no more. */
export const musicStopped = defineTopic<{ readonly channel: ChannelSnapshot }>('musicStopped');

/** @see Music */
export const musicPort = definePort<Music>('music');
