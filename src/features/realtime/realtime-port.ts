import { definePort } from '../../base/port.ts';
import type { Realtime } from './realtime.ts';

/** The families of extconfig.conf. */
export const realtimePort = definePort<Realtime>('realtime');
