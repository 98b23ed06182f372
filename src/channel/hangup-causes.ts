import { defineAttachment } from './attachment.ts';
import type { Cause } from './cause.ts';
import type { Channel } from './channel.ts';

/** What a far end has said last: in the words of its technology, and as a cause. */
export interface ToldCause {
  /** `SIP 486 Busy Here`. */
  readonly technical: string;
  readonly cause: Cause;
}

/** By name of channel, what the far ends of a channel and of those that it called have said: HANGUPCAUSE(). */
export const hangupCausesKey = defineAttachment<Map<string, ToldCause>>('hangup-causes');

/** At most so many far ends are remembered on one channel; the oldest go. */
const MOST_CAUSES = 200;

/** Notes what a channel's far end has said, on the channel itself and on the one that it was called for. */
export function noteCause(channel: Channel, caller: Channel | undefined, told: ToldCause): void {
  for (const one of caller ? [channel, caller] : [channel]) {
    const causes = one.attachments.ensure(hangupCausesKey, () => new Map());
    causes.set(channel.name, told);
    const [oldest] = causes.keys();
    if (causes.size > MOST_CAUSES && oldest !== undefined) causes.delete(oldest);
  }
}
