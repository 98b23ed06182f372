import { securityEvent } from '../security-headers.ts';

/** A connection had to give way because there were too many. */
export const event = securityEvent('SessionLimit');
