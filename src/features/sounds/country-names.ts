import type { PortFinder } from '../../base/port.ts';
import { toneZonesPort } from './ports.ts';

/** The countries that there are tones of, to complete the word that a console command takes first. */
export function countryNames(context: PortFinder, typed: readonly string[]): readonly string[] {
  if (typed.length > 0) return [];
  return context
    .use(toneZonesPort)
    .list()
    .map(([name]) => name);
}
