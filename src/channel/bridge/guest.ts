import { type AttachmentKey, defineAttachment } from '../attachment.ts';
import type { Call, Outcome } from '../call.ts';
import type { Channel } from '../channel.ts';
import { bridgeSeat } from './seat.ts';

/** What a guest does after its stay in place of what it has left. */
export type Onward = (call: Call) => Outcome | Promise<Outcome>;

/** The stay of a channel that runs a dialplan of its own in somebody else's call. */
export interface Guest {
  /** The stay is over: the channel's own run goes on, with `onward` first where that is given. */
  leave(onward?: Onward): void;
}

/** Set on a channel while it is a guest. Whoever would release it at the end of the call lets it {@link Guest.leave} instead. */
export const guestKey: AttachmentKey<Guest> = defineAttachment('guest');

/**
 * Lends a channel to somebody else's call until that lets it go. Rejects with the signal's reason when the channel hangs up or is sent elsewhere; it leaves the bridge it is in by then.
 * @param joined told once the channel may be joined with others.
 * @returns what it is to do first now, if anything.
 */
export async function lendChannel(
  channel: Channel,
  signal: AbortSignal,
  joined: () => void,
): Promise<Onward | undefined> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Onward | undefined>();
  const guest: Guest = { leave: resolve };
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  channel.attachments.set(guestKey, guest);
  try {
    joined();
    return await promise;
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
