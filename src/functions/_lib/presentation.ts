import type { Presentation } from '../../channel/party.ts';

const NAMES: readonly Presentation[] = [
  'allowed_not_screened',
  'allowed_passed_screen',
  'allowed_failed_screen',
  'allowed',
  'prohib_not_screened',
  'prohib_passed_screen',
  'prohib_failed_screen',
  'prohib',
  'unavailable',
];

/** The presentation of that name; undefined if there is none. */
export function parsePresentation(text: string): Presentation | undefined {
  return NAMES.find((name) => name === text.trim().toLowerCase());
}
