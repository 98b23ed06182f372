import { securityEvent } from '../security-headers.ts';

/** Somebody gave a wrong password. */
export const event = securityEvent('InvalidPassword');
