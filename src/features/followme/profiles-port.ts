import { definePort } from '../../base/port.ts';
import type { Profile } from './profiles.ts';

/** The profiles of followme.conf as they stand now. */
export interface Profiles {
  find(name: string): Profile | undefined;
}

/** @see Profiles */
export const profilesPort = definePort<Profiles>('followme-profiles');
