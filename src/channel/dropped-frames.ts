import type { DigitEvent } from '../media/facade.ts';
import { type Attachments, defineAttachment } from './attachment.ts';
import type { FarFailure } from './channel-listener.ts';
import type { Indication } from './driver-leg.ts';

/** What may be kept from passing through a channel: signs, answers, refusals, texts, and beginnings and ends of digits. */
export type Droppable = Indication | FarFailure | 'answer' | 'text' | `digit-${DigitEvent['phase']}`;

/** What is dropped: of what comes `from` a channel's far end, and of what goes `to` it. */
export type DroppedFrames = Readonly<Record<'from' | 'to', ReadonlySet<Droppable>>>;

/** What FRAME_DROP() has set on a channel. */
export const droppedFrames = defineAttachment<DroppedFrames>('dropped-frames');

/** A channel. */
interface Dropping {
  readonly attachments: Attachments;
}

/** Whether it is dropped. */
export function drops({ attachments }: Dropping, side: keyof DroppedFrames, one: Droppable): boolean {
  return attachments.get(droppedFrames)?.[side].has(one) === true;
}

/** Whether beginnings or ends of digits are dropped, either way: a bridge must then look at each. */
export function dropsDigits({ attachments }: Dropping): boolean {
  const dropped = attachments.get(droppedFrames);
  return (
    dropped !== undefined && [dropped.from, dropped.to].some((one) => one.has('digit-begin') || one.has('digit-end'))
  );
}
