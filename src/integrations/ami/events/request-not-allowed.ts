import { securityEvent } from '../security-headers.ts';

/** Somebody asked for what he has no right to. */
export const event = securityEvent('RequestNotAllowed');
