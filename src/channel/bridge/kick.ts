import { type AttachmentKey, defineAttachment } from '../attachment.ts';
import { cause } from '../cause.ts';
import type { Channel } from '../channel.ts';
import { guestKey } from './guest.ts';
import { bridgeSeat } from './seat.ts';

/** Set on a channel in a bridge that it can be sent out of; the application that holds it there goes on. */
export const kickKey: AttachmentKey<() => void> = defineAttachment('kick');

/** Sends a channel out of its bridge. One that runs no dialplan is hung up; any other goes on as if its peer had gone. */
export function kickFromBridge(channel: Channel): void {
  const kick = channel.attachments.get(kickKey);
  const guest = channel.attachments.get(guestKey);
  const seat = channel.attachments.get(bridgeSeat);
  if (kick) kick();
  else if (guest) {
    seat?.over();
    guest.leave();
  } else if (seat && channel.dialplan) seat.over();
  else channel.requestHangup(cause.normalClearing);
}
