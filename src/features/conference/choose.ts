import type { Conference } from './conference.ts';
import type { Participant } from './participant.ts';

/**
 * Those of a conference that a command means: `all`, `participants` (all but administrators), or whose channel is named so.
 * @param beginning the beginning of a name is enough.
 */
export function choose(
  { participants }: Conference,
  who: string,
  { beginning = true }: { readonly beginning?: boolean } = {},
): readonly Participant[] {
  if (who.toLowerCase() === 'all') return [...participants];
  if (who.toLowerCase() === 'participants') return participants.filter(({ settings }) => !settings.admin);
  if (!beginning) return participants.filter(({ channel }) => channel.name.toLowerCase() === who.toLowerCase());
  return participants.filter(({ channel }) => who !== '' && channel.name.startsWith(who));
}
