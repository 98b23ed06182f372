import type { Ms } from '../../base/duration.ts';
import { defineTopic } from '../../base/event-bus.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';

/** Somebody on a channel with TALK_DETECT has begun to talk. */
export const talkBegun = defineTopic<ChannelSnapshot>('talkBegun');
/** And has stopped, after so long. */
export const talkEnded = defineTopic<{ channel: ChannelSnapshot; durationMs: Ms }>('talkEnded');
