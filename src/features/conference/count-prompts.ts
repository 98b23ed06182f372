import { numberPrompts } from '../../say/number.ts';
import type { ConferenceSounds } from './settings.ts';

/** What says how many others there are. */
export function countPrompts(sounds: ConferenceSounds, others: number): string[] {
  if (others <= 0) return [sounds.onlyPerson];
  if (others === 1) return [sounds.onlyOne];
  return [sounds.thereAre, ...numberPrompts(others), sounds.otherInParty];
}
