import { securityEvent } from '../security-headers.ts';

/** Somebody has proved who he is. */
export const event = securityEvent('SuccessfulAuth');
