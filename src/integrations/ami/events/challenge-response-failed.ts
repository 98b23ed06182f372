import { securityEvent } from '../security-headers.ts';

/** Somebody could not prove who he is. */
export const event = securityEvent('ChallengeResponseFailed');
