import { definePort } from '../../base/port.ts';
import type { Resolver } from '../../net/resolver.ts';

export type { ServiceRecord } from '../../net/network.ts';

/** Asks the domain name system: the machine's resolver, or a test's. */
export const resolverPort = definePort<Resolver>('resolver');
