import { definePort } from '../../../base/port.ts';
import type { Profiles } from './profiles.ts';

/** The profiles of confbridge.conf. */
export const profilesPort = definePort<Profiles>('confbridge-profiles');
