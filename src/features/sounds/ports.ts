import { definePort } from '../../base/port.ts';
import type { ToneZones } from './tones.ts';

/** The zones of indications.conf themselves, for the console. */
export const toneZonesPort = definePort<ToneZones>('tone-zones');

/** The folders in which recorded sounds are looked for, the first of which goes first. */
export const soundRootsPort = definePort<readonly string[]>('sound-roots');
