import { definePort } from '../../base/port.ts';
import type { SipStack } from './sip-stack.ts';

/** The SIP stack, for the modules that read its files and for its console commands. */
export const sipStackPort = definePort<SipStack>('sip-stack');

/** Marks that pjsip.conf may be read: `res_pjsip` offers it, `chan_pjsip` needs it. */
export const pjsipPort = definePort<SipStack>('pjsip');
