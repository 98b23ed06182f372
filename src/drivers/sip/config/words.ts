import type { Presentation } from '../../../channel/party.ts';

const PRESENTATIONS: readonly Presentation[] = [
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

/** A presentation by its name; undefined for an unknown one. */
export function presentationNamed(text: string | undefined): Presentation | undefined {
  return PRESENTATIONS.find((presentation) => presentation === text?.toLowerCase());
}

/** A host as a URI writes it: brackets round IPv6. */
export function formatHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
