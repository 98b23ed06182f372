import { securityEvent } from '../security-headers.ts';

/** Somebody named an account that there is not. */
export const event = securityEvent('InvalidAccountID');
