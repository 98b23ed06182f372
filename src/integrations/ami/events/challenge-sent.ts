import { securityEvent } from '../security-headers.ts';

/** Somebody was asked to prove who he is. */
export const event = securityEvent('ChallengeSent');
