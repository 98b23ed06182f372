import { join } from 'node:path';
import { confbridgeCases } from './confbridge-cases.ts';
import { featuresCases } from './features-cases.ts';
import { followmeCases } from './followme-cases.ts';
import type { HeardFamily } from './heard-case.ts';
import { promptCases } from './prompt-cases.ts';
import { voicemailCases } from './voicemail-cases.ts';

/** All of them. */
export const heardFamilies: readonly HeardFamily[] = [
  confbridgeCases,
  featuresCases,
  followmeCases,
  promptCases,
  voicemailCases,
];

/** Where the recording of a family lies. */
export function heardPath({ name }: HeardFamily): string {
  return join(import.meta.dirname, '..', 'asterisk16', 'heard', `${name}.json`);
}
