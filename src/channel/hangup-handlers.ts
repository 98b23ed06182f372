import { defineAttachment } from './attachment.ts';

/**
 * Subroutines that run when the channel ends, after `h`: `[[context,]exten,]priority[(args)]` as they were written, the one
 * to run first at the end. CHANNEL(hangup_handler_push) and its kin fill the list; the walker runs it.
 */
export const hangupHandlersKey = defineAttachment<string[]>('hangup-handlers');
