import { definePort } from '../../base/port.ts';
import type { Network } from '../../net/network.ts';

/** Sockets: the machine's, or a test's own network in memory. */
export const networkPort = definePort<Network>('network');
