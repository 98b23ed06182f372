import type { Channel } from '../channel.ts';
import { lendChannel } from './guest.ts';
import { bridgeSeat } from './seat.ts';

/**
 * Takes a channel out of what it does, to be joined with another: out of its bridge, or of what its dialplan runs, which goes on with the
 * next priority when the stay ends. It then belongs to whoever asked, who ends it by `endStay`.
 * @returns false for a channel that is not up, is going, or belongs to somebody who does not give it away.
 */
export async function borrowChannel(channel: Channel): Promise<boolean> {
  if (channel.hungUp || !channel.isUp) return false;
  const seat = channel.attachments.get(bridgeSeat);
  if (seat?.role === 'second' && !channel.dialplan) {
    seat.takeSecond();
    return true;
  }
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const asked = channel.dialplan?.interject(async (signal) => {
    await lendChannel(channel, signal, () => resolve(true));
  });
  if (!asked) return false;
  const unfollow = channel.whenHungUp(() => resolve(false));
  try {
    return await promise;
  } finally {
    unfollow();
  }
}
