import { definePort } from '../../base/port.ts';
import type { Locks } from './locks.ts';

/** The locks of the dialplan. */
export const locksPort = definePort<Locks>('dialplan-locks');
