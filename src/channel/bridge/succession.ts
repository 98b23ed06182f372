import { defineAttachment } from '../attachment.ts';
import type { Channel } from '../channel.ts';

/**
 * Set on a channel that waits in a place of its own, such as a parking space: called with the channel that is about to take its place,
 * before that one begins where this one stands in the dialplan.
 */
export const successionKey = defineAttachment<(successor: Channel) => void>('succession');
