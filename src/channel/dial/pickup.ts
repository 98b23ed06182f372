import type { EventBus } from '../../base/event-bus.ts';
import { type AttachmentKey, defineAttachment } from '../attachment.ts';
import type { Channel } from '../channel.ts';
import { callPickedUp } from '../events.ts';

/**
 * A call that somebody else may take: `by` takes the place of the channel that rings, which is released after `taken` has been called.
 * False where it is too late.
 */
export type TakeCall = (by: Channel, taken: () => void) => boolean;

/** Set on a channel that is being called, while somebody else may pick the call up. */
export const pickupKey: AttachmentKey<TakeCall> = defineAttachment('pickup');

/** Whether the call to a channel may be picked up. */
export function canBePickedUp(channel: Channel): boolean {
  return !channel.hungUp && !channel.isUp && channel.attachments.get(pickupKey) !== undefined;
}

/** Lets `by`, which is up, take the call to `ringing`. @returns false where somebody else was faster. */
export function pickUp(bus: EventBus, ringing: Channel, by: Channel): boolean {
  if (!canBePickedUp(ringing)) return false;
  const theirs = ringing.parties.connected;
  const tell = (): void => {
    if (theirs.number !== undefined || theirs.name !== undefined) by.setConnected(theirs);
    bus.publish(callPickedUp, { channel: by.snapshot(), target: ringing.snapshot() });
  };
  return ringing.attachments.get(pickupKey)?.(by, tell) ?? false;
}
