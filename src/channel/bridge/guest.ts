import { type AttachmentKey, defineAttachment } from '../attachment.ts';
import type { Channel } from '../channel.ts';
import { bridgeSeat } from './seat.ts';

/** The stay of a channel that runs a dialplan of its own in somebody else's call. */
export interface Guest {
  /** The stay is over: the channel's own run goes on. */
  leave(): void;
}

/** Set on a channel while it is a guest. Whoever would release it at the end of the call lets it {@link Guest.leave} instead. */
export const guestKey: AttachmentKey<Guest> = defineAttachment('guest');

/**
 * Lends a channel to somebody else's call until that lets it go. Rejects with the signal's reason when the channel hangs up or is sent elsewhere; it leaves the bridge it is in by then.
 * @param joined told once the channel may be joined with others.
 */
export async function lendChannel(channel: Channel, signal: AbortSignal, joined: () => void): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const guest: Guest = { leave: resolve };
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  channel.attachments.set(guestKey, guest);
  try {
    joined();
    await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
    if (channel.attachments.get(guestKey) === guest) channel.attachments.delete(guestKey);
    channel.attachments.get(bridgeSeat)?.over();
  }
}

/** Lets a channel go that took part in a call: a guest to its own run, any other by `release`. One that runs a dialplan stays as it is. */
export function endStay(channel: Channel, release: () => void): void {
  const guest = channel.attachments.get(guestKey);
  if (guest) guest.leave();
  else if (!channel.dialplan) release();
}
