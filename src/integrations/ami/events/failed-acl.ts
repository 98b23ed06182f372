import { securityEvent } from '../security-headers.ts';

/** Somebody came from an address that is not allowed, or asked for an extension that there is not. */
export const event = securityEvent('FailedACL');
