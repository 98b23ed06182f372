import type { DigitEvent } from '../media/facade.ts';
import { defineAttachment } from './attachment.ts';

/** Beginnings or ends of digits that are dropped: those that come `from` a channel's far end, and those that a bridge passes on `to` it. */
export interface DroppedDigits {
  readonly from: ReadonlySet<DigitEvent['phase']>;
  readonly to: ReadonlySet<DigitEvent['phase']>;
}

/** What FRAME_DROP() has set on a channel. */
export const droppedDigits = defineAttachment<DroppedDigits>('dropped-digits');
