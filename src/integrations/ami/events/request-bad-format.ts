import { securityEvent } from '../security-headers.ts';

/** Somebody asked for what nobody knows. */
export const event = securityEvent('RequestBadFormat');
