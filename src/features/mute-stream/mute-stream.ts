import { saysYes } from '../../base/switch-word.ts';
import type { Channel } from '../../channel/channel.ts';

/** Mutes one direction of a channel's audio or both, as seen from here: `in` is what the caller says. @returns false where the direction is none. */
export function muteStream(channel: Channel, direction: string, state: string): boolean {
  const word = direction.trim().toLowerCase();
  if (word !== 'in' && word !== 'out' && word !== 'all') return false;
  const muted = saysYes(state.trim());
  channel.media?.mute({
    ...(word !== 'out' && { receive: muted }),
    ...(word !== 'in' && { send: muted }),
  });
  return true;
}
