import { guestKey, lendChannel } from '../../../channel/bridge/guest.ts';
import { type Call, end, type Outcome } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import { pickUp } from '../../../channel/dial/pickup.ts';
import { eventsPort } from '../../../pbx/ports/events.ts';

/** Answers the call and takes the one to `ringing`, until that is over; the caller's own dialplan ends then, or goes on with what the call was placed for. Undefined where somebody else was faster. */
export async function takeCall(call: Call, ringing: Channel): Promise<Outcome> {
  const { channel } = call;
  if (!channel.isUp) await channel.answer(0);
  call.throwIfInterrupted();
  let taken = false;
  const onward = await lendChannel(channel, call.signal, () => {
    taken = pickUp(call.use(eventsPort), ringing, channel);
    if (!taken) channel.attachments.get(guestKey)?.leave();
  });
  if (!taken) return undefined;
  return onward ? onward(call) : end();
}
