import type { Conference } from './conference.ts';
import type { Participant } from './participant.ts';

/**
 * Those of a conference that a command means: `all`, `participants` (all but administrators), or whose channel's name begins so.
 */
export function choose({ participants }: Conference, who: string): readonly Participant[] {
  if (who.toLowerCase() === 'all') return [...participants];
  if (who.toLowerCase() === 'participants') return participants.filter(({ settings }) => !settings.admin);
  return participants.filter(({ channel }) => who !== '' && channel.name.startsWith(who));
}
