import { defineAttachment } from './attachment.ts';
import type { Channel } from './channel.ts';
import type { DialplanTarget } from './position.ts';

/** What led a call to the `e` extension: EXCEPTION() reads it. */
export interface Exception extends DialplanTarget {
  /** INVALID, ERROR, RESPONSETIMEOUT, ABSOLUTETIMEOUT, or the word of RaiseException(). */
  readonly reason: string;
}

/** Where a channel keeps its last exception. */
export const exceptionKey = defineAttachment<Exception>('exception');

/** Notes an exception on a channel. */
export function raise(channel: Channel, exception: Exception): void {
  channel.attachments.set(exceptionKey, exception);
}
