import { numberPrompts } from '../../say/number.ts';
import type { ConferenceSounds } from './settings.ts';

/** What says how many others there are; nothing where there are none. */
export function countPrompts(sounds: ConferenceSounds, others: number): string[] {
  if (others <= 0) return [];
  if (others === 1) return [sounds.onlyOne];
  return [sounds.thereAre, ...numberPrompts(others), sounds.otherInParty];
}
