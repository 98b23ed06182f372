import type { ChannelDriver } from '../../channel/driver.ts';
import { defineChannelDriver } from '../../extend/define-channel-driver.ts';
import type { Dialect } from './config/endpoint.ts';
import type { SipStack } from './sip-stack.ts';

/** One of the two technologies over the stack; both reach the endpoints of both files. */
export function createSipDriver(stack: SipStack, dialect: Dialect): ChannelDriver {
  return defineChannelDriver({
    technologies: [dialect],
    description: dialect === 'SIP' ? 'Session Initiation Protocol (SIP)' : 'PJSIP Channel Driver',
    request: (_technology, request) => stack.request(dialect, request),
    deviceState: (_technology, resource) => stack.deviceState(dialect, resource) ?? 'INVALID',
  });
}
